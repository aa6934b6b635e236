export {
  DecideDeadLetters,
  type DecideDeadLettersDeps,
  type DecisionOutcome,
  type DecisionRequest,
  DEFAULT_REDRIVES_PER_SECOND,
  MAX_DEAD_LETTERS_PER_DECISION,
  type RedriveRequest,
} from './dead-letters/decide-dead-letters';
export {
  BROKER_GAVE_UP,
  ImportBrokerDeadLetters,
  type ImportBrokerDeadLettersDeps,
} from './dead-letters/import-broker-dead-letters';
export { NO_REDRIVE_ANNOUNCEMENTS, type RedriveAnnouncer } from './announcing/redrive-announcer';
export { redrivenMessage, UNREADABLE_TYPE } from './dead-letters/redriven-message';
export { PermanentError } from './consuming/permanent.error';
export { InfrastructureError } from './outage/infrastructure.error';
export {
  type DelayFacts,
  type FailureAnnouncer,
  NO_ANNOUNCEMENTS,
  type ParkFacts,
} from './announcing/failure-announcer';
export { assertHandlerCoverage, HandlerCoverageError } from './consuming/handler-coverage';
export { type ConsumerHealth, MessageConsumer, type MessageConsumerDeps } from './consuming/message-consumer';
export { ConcurrencyLimit } from './consuming/concurrency-limit';
export { RateLimiter } from './consuming/rate-limiter';
export type { DeliveryContext, MessageHandler } from './consuming/message-handler';
export {
  type Envelope,
  isUnreadable,
  type ReadMessage,
  type UnreadableMessage,
  UnreadableMessageError,
} from './message/envelope';
export type { HandlerResult } from './message/handler-result';
export type { MessageKey, QueuedMessageKey } from './message/message-key';
export { encodeMessage, MAX_BODY_LENGTH, type OutgoingMessage } from './message/outgoing-message';
export type { Disposition, ReceivedMessage } from './message/received-message';
export { type Outage, OutageBreaker, type OutageBreakerDeps } from './outage/outage-breaker';
export {
  DEFAULT_OUTBOX_RELAY_OPTIONS,
  OutboxRelay,
  type OutboxRelayOptions,
  type OutboxRelayDeps,
} from './outbox/outbox-relay';
export { OUTBOX_STUCK_AFTER_MILLISECONDS, OutboxWatch, type OutboxWatchDeps } from './outbox/outbox-watch';
export { deadLetterOfRefused, REFUSED_BY_BROKER } from './outbox/dead-letter-of-refused';
export { PeriodicTask, type PeriodicTaskDeps } from './system/periodic-task';
export type { AttemptStore, BookedFailure, CountedFailure } from './consuming/attempt-store.port';
export type { Clock } from './system/clock.port';
export type { DatabaseGauge, DatabaseMeasure, OpenTransaction } from './monitoring/database-gauge.port';
export type {
  DeadLetterDecision,
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterAdmin,
  DecidedDeadLetter,
  DecisionAudit,
  DecisionResult,
  DeadLetterRecord,
  RecordedDecision,
} from './dead-letters/dead-letter-admin.port';
export type { DeadLetter, DeadLetterStore, StoredDeadLetter } from './dead-letters/dead-letter-store.port';
export type { DeliveryComponent, DeliveryEvent, DeliveryObserver } from './monitoring/delivery-observer.port';
export type { IdGenerator } from './system/id-generator.port';
export type { MessagePublisher, PublishResult } from './outbox/message-publisher.port';
export type { BatchHandler, MessageSource, SourceHealth } from './consuming/message-source.port';
export type { MonotonicClock } from './system/monotonic-clock.port';
export type { BrokerDeadLetter, BrokerDeadLetterQueue } from './dead-letters/broker-dead-letter-queue.port';
export type { Backlog, OutboxEntry, OutboxStore, RelayedBatch } from './outbox/outbox-store.port';
export type { OutboxMonitor } from './outbox/outbox-monitor.port';
export type { QueueDepth, QueueGauge } from './monitoring/queue-gauge.port';
export type { Randomness } from './system/randomness.port';
export type { Timers } from './system/timers.port';
export { type Audit, PurgeHistory, type PurgeHistoryDeps, type PurgedHistory } from './retention/purge-history';
export { backoffSeconds, DEFAULT_RETRY_POLICY, MAX_DELAY_SECONDS, type RetryPolicy } from './retry/retry-policy';
export {
  type Backoff,
  ERROR_POLICY,
  type PauseBackoff,
  type ErrorClass,
  type ErrorReaction,
  type ErrorRule,
} from './retry/error-policy';
export { jitteredPause } from './retry/jittered-pause';
export {
  createMessagingRuntime,
  type MessagingRuntime,
  type MessagingRuntimeOptions,
} from './runtime/create-messaging-runtime';
export type { DeliveryStore } from './runtime/delivery-store';
export type { QueueBroker } from './runtime/queue-broker';
export type { RuntimePorts } from './runtime/runtime-ports';
