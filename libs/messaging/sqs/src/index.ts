export {
  CONSUMING_CLIENT,
  createSqsClient,
  PUBLISHING_CLIENT,
  type SqsClientOptions,
} from './client/create-sqs-client';
export { SqsBatchEntryError } from './client/batch-entry.error';
export { classifySqsFailure, type SqsFailure, type SqsFailureKind } from './client/sqs-failure';
export { openSqsBroker, type SqsBrokerOptions } from './open-sqs-broker';
export {
  DEFAULT_BATCHES_IN_FLIGHT,
  SqsMessagePublisher,
  type SqsMessagePublisherDeps,
} from './publisher/sqs-message-publisher';
export {
  DEFAULT_PROVISIONER_OPTIONS,
  SqsQueueProvisioner,
  type SqsQueueProvisionerOptions,
  type SqsQueueProvisionerDeps,
} from './queues/sqs-queue-provisioner';
export { type SqsQueueLocation, SqsQueues } from './queues/sqs-queues';
export {
  DEFAULT_SQS_SOURCE_OPTIONS,
  SqsMessageSource,
  type SqsMessageSourceOptions,
  type SqsMessageSourceDeps,
} from './source/sqs-message-source';
export { SQS_MESSAGE_SOURCE } from './source/sqs-message-source.token';
export { SqsSourceModule, type SqsSourceModuleOptions } from './source/sqs-source.module';
