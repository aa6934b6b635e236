export { CachedValue } from './cache/cached-value';
export { containsCardNumber, isCardNumber, maskCardNumbers } from './card-numbers/card-number';
export { ConfigurationError } from './configuration/configuration.errors';
export {
  bool,
  integer,
  matching,
  oneOf,
  originOf,
  port,
  readEnvironment,
  str,
  urlOf,
} from './configuration/environment';
export { HEALTH_SOURCE, HealthController, type HealthReport, type HealthSource } from './health/health.controller';
export { acceptJson, malformedBody } from './http/accept-json';
export { IsReason } from './http/is-reason';
export { answerOtherMethods } from './http/answer-other-methods';
export { drainOnClose } from './http/drain-on-close';
export type { HttpDrain } from './http/http-drain';
export { ANY_HOST } from './http/allowed-hosts';
export { createHttpAdapter, type HttpServerSettings } from './http/http-adapter';
export { CLIENT_CLOSED_REQUEST, type RequestObserver } from './http/open-requests';
export { dataHeaders, pageHeaders } from './http/security-headers';
export { RandomHex } from './identifiers/random-hex';
export { UuidV7Generator } from './identifiers/uuid-v7-generator';
export { createLog, type Log, LOG_LEVELS, type LogLevel } from './logging/log';
export { LogThrottle, type LogThrottleOptions } from './logging/log-throttle';
export { NestLog } from './logging/nest-log';
export type { LabelSets } from './metrics/label-sets';
export type { MetricFacts } from './metrics/metric-facts';
export {
  type BoundCounter,
  type BoundHistogram,
  Metrics,
  type MetricsSource,
  RESPONSE_BUCKETS_SECONDS,
  type Sample,
} from './metrics/metrics';
export { METRICS_SOURCE, MetricsController } from './metrics/metrics.controller';
export { invalidQuery, type PageQuery, parsePageQuery } from './paging/page-query';
export { FRAMEWORK_PROBLEMS, frameworkProblem, statusProblem } from './problems/framework-problems';
export { invalidRequest, problemLocations } from './problems/invalid-request';
export {
  MAX_PROBLEM_LOCATIONS,
  Problem,
  PROBLEM_MEDIA_TYPE,
  problemDocument,
  type ProblemFacts,
  type ProblemLocation,
} from './problems/problem';
export { ProblemFilter } from './problems/problem.filter';
export {
  type ApplicationDefinition,
  type ProcessConfiguration,
  runApplication,
  type RunningApplication,
  STOP_WITH_PARENT,
} from './process/run-application';
export { SystemClock } from './time/system-clock';
export { SystemMonotonicClock } from './time/system-monotonic-clock';
export { SystemRandomness } from './time/system-randomness';
export { SystemTimers } from './time/system-timers';
export type { DatabaseSettings } from './configuration/database-variables';
export {
  checkQueueServiceVariables,
  type QueueServiceConfiguration,
  queueServiceConfiguration,
  queueServiceVariables,
  type StoreKind,
  storeVariable,
} from './configuration/queue-service-variables';
export { type RetrySettings, retrySettings, retryVariables } from './configuration/retry-variables';
export type { SqsSettings } from './configuration/sqs-variables';
