export { Deferred } from './deferred';
export { ACKNOWLEDGE, HandoverProbe, redeliverAfter } from './handover-probe';
export {
  describeMessagePublisherContract,
  type MessagePublisherFeatures,
  type MessagePublisherSubject,
} from './message-publisher.contract';
export {
  describeMessageSourceContract,
  type MessageSourceFeatures,
  type MessageSourceSettings,
  type MessageSourceSubject,
} from './message-source.contract';
export {
  describeBrokerDeadLetterQueueContract,
  type BrokerDeadLetterQueueSubject,
} from './broker-dead-letter-queue.contract';
export { listPromises } from './list-promises';
export { bytesLeftInOldGeneration } from './old-generation';
export { RecordingObserver } from './recording-observer';
export { systemClock, systemRandomness, systemTimers } from './system-time';
export { SeededRandomness } from './seeded-randomness';
export { SequentialIdGenerator } from './sequential-id-generator';
export { VirtualClock, VirtualTimers } from './virtual-time';
export { type AttemptStoreSubject, describeAttemptStoreContract } from './attempt-store.contract';
export { aDeadLetter } from './dead-letter.builder';
export { type DeadLetterAdminSubject, describeDeadLetterAdminContract } from './dead-letter-admin.contract';
export { type DeadLetterStoreSubject, describeDeadLetterStoreContract } from './dead-letter-store.contract';
export { describeOutboxStoreContract, type OutboxStoreSubject } from './outbox-store.contract';
export { anOrderPlaced, ORDER_PLACED, type OrderPlaced, readOrder } from './order.message';
export { anOutgoingMessage } from './outgoing-message.builder';
