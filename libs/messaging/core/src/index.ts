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
export { NO_REDRIVE_ANNOUNCEMENTS, type RedriveAnnouncer } from './dead-letters/redrive-announcer';
export { redrivenMessage, UNREADABLE_TYPE } from './dead-letters/redriven-message';
export { HandlerCoverageError, InfrastructureError, PermanentError } from './delivery.errors';
export { type DelayFacts, type FailureAnnouncer, NO_ANNOUNCEMENTS, type ParkFacts } from './dispatch/failure-announcer';
export { assertHandlerCoverage } from './dispatch/handler-coverage';
export { MessageDispatcher, type MessageDispatcherDeps } from './dispatch/message-dispatcher';
export { ConcurrencyLimit } from './dispatch/concurrency-limit';
export { errorClassOf } from './dispatch/error-class';
export { RateLimiter } from './dispatch/rate-limiter';
export type { DeliveryContext, HandlerResult, MessageHandler } from './dispatch/message-handler';
export type { MessageKey } from './message/message-key';
export { type OutgoingMessage, encodeMessage } from './message/outgoing-message';
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
export { PeriodicTask, type PeriodicTaskDeps } from './periodic/periodic-task';
export type { AttemptStore, BookedFailure, CountedFailure, QueuedMessageKey } from './ports/attempt-store.port';
export type { Clock } from './ports/clock.port';
export type { DatabaseGauge, DatabaseMeasure, OpenTransaction } from './ports/database-gauge.port';
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
} from './ports/dead-letter-admin.port';
export type { DeadLetter, DeadLetterStore, StoredDeadLetter } from './ports/dead-letter-store.port';
export type { DeliveryComponent, DeliveryEvent, DeliveryObserver } from './ports/delivery-observer.port';
export type { IdGenerator } from './ports/id-generator.port';
export type { MessagePublisher, PublishResult } from './ports/message-publisher.port';
export type { BatchHandler, MessageSource, SourceHealth } from './ports/message-source.port';
export type { MonotonicClock } from './ports/monotonic-clock.port';
export type { BrokerDeadLetter, BrokerDeadLetterQueue } from './ports/broker-dead-letter-queue.port';
export type { Backlog, OutboxEntry, OutboxStore, RelayedBatch } from './ports/outbox-store.port';
export type { OutboxMonitor } from './ports/outbox-monitor.port';
export type { QueueDepth, QueueGauge } from './ports/queue-gauge.port';
export type { Randomness } from './ports/randomness.port';
export type { Timers } from './ports/timers.port';
export { type Audit, PurgeHistory, type PurgeHistoryDeps, type PurgedHistory } from './retention/purge-history';
export { backoffSeconds, DEFAULT_RETRY_POLICY, MAX_DELAY_SECONDS, type RetryPolicy } from './retry/retry-policy';
export { type Backoff, ERROR_POLICY, type ErrorClass, type ErrorReaction, type ErrorRule } from './retry/error-policy';
export { jitteredPause } from './retry/jittered-pause';
