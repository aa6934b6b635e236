export { SqsBatchEntryError } from './client/batch-entry.error';
export {
  CONSUMING_LIMITS,
  DirectSqsClient,
  type DirectSqsClientDeps,
  PUBLISHING_LIMITS,
  type SqsClientLimits,
} from './client/direct-sqs-client';
export { ReloadingCredentials } from './client/reloading-credentials';
export { classifySqsFailure, type SqsFailure, type SqsFailureKind } from './client/sqs-failure';
export { type SqsOperation, type SqsOperations, type SqsTransport } from './client/sqs-transport';
export { SQS_MESSAGE_SOURCE } from './nestjs-sqs/loop-provider';
export {
  DEFAULT_SQS_SOURCE_OPTIONS,
  SqsMessageSource,
  type SqsMessageSourceDeps,
  type SqsMessageSourceOptions,
} from './nestjs-sqs/sqs-message-source';
export { SqsSourceModule, type SqsSourceModuleOptions } from './nestjs-sqs/sqs-source.module';
export { openSqsBroker, type SqsBroker, type SqsBrokerPorts, type SqsBrokerSettings } from './open-sqs-broker';
export {
  DEFAULT_BATCHES_IN_FLIGHT,
  SqsMessagePublisher,
  type SqsMessagePublisherDeps,
} from './publishing/sqs-message-publisher';
export {
  DEFAULT_PROVISIONER_OPTIONS,
  SqsQueueProvisioner,
  type SqsQueueProvisionerDeps,
  type SqsQueueProvisionerOptions,
} from './queues/sqs-queue-provisioner';
export { type QueueLocation, SqsQueues } from './queues/sqs-queues';
