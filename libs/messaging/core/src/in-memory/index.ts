export { InMemoryAttemptStore } from './in-memory-attempt-store';
export { InMemoryBroker, type BrokerDelivery } from './in-memory-broker';
export { InMemoryDeadLetterAdmin } from './in-memory-dead-letter-admin';
export { InMemoryDeadLetterStore } from './in-memory-dead-letter-store';
export { InMemoryMessagePublisher } from './in-memory-message-publisher';
export { InMemoryMessageSource, type InMemoryMessageSourceOptions } from './in-memory-message-source';
export { InMemoryBrokerDeadLetterQueue } from './in-memory-broker-dead-letter-queue';
export { InMemoryOutboxStore, type InMemoryOutboxHooks } from './in-memory-outbox-store';
export { type InMemoryBrokerOptions, openInMemoryBroker } from './open-in-memory-broker';
