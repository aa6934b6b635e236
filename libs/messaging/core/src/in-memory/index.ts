export { InMemoryAttemptStore } from './in-memory-attempt-store';
export { InMemoryBroker, type BrokerDelivery } from './in-memory-broker';
export { InMemoryDeadLetterOffice } from './in-memory-dead-letter-office';
export { InMemoryDeadLetterStore } from './in-memory-dead-letter-store';
export { InMemoryMessagePublisher } from './in-memory-message-publisher';
export { InMemoryMessageSource, type InMemoryMessageSourceOptions } from './in-memory-message-source';
export { InMemoryNativeDeadLetters } from './in-memory-native-dead-letters';
export { InMemoryOutboxStore, type InMemoryOutboxHooks } from './in-memory-outbox-store';
export { type InMemoryBrokerParts, openInMemoryBroker } from './open-in-memory-broker';
