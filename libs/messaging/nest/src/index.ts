export {
  createMessagingRuntime,
  type MessagingRuntime,
  type MessagingRuntimeOptions,
  type DeliveryStore,
  type QueueBroker,
  type RuntimePorts,
} from './delivery';
export { CountingDeliveryObserver } from './metrics/counting-delivery-observer';
export { type DeliveryGaugesDeps, showDeliveryGauges } from './metrics/delivery-gauges';
export { outboxWatching } from './management/outbox-watching';
export { MeasuredSource, type MeasuringPorts } from './metrics/measured-source';
export { LoggingDeliveryObserver } from './observing/logging-delivery-observer';
export { ObserverGroup } from './observing/observer-group';
export { type FrontDoor, type QueueServiceDeps, startQueueService } from './queue-service';
export { type ServiceHealth, serviceHealth, type ServiceHealthDeps } from './service-health';
export { QueueConsumer } from './queue-consumer.decorator';
export type { HandlerUse } from './handler-use';
export { QueueContext } from './queue-context';
export { QueueTransport, type QueueTransportHealth, type QueueTransportOptions } from './queue-transport';
export { InvalidHandlerResultError, ObscuredFailureError } from './queue-transport.errors';
export { HandlerResultFilter } from './handler-result.filter';
export { createManagementApi, type ManagementApiOptions } from './management/management-api';
export { ManagementModule, type ManagementDeps } from './management/management.module';
export type { ManagedStore } from './management/managed-store';
export { operatorFrom } from './management/operator';
export type {
  DeadLetterDto,
  DeadLetterGroupDto,
  DecisionDto,
  DecisionOutcomeDto,
  WholeDeadLetterDto,
} from './management/dead-letter.dto';
export type { HandlerDto } from './management/handlers.controller';
export type { QueueDto } from './management/queues.controller';
export { housekeeping } from './management/housekeeping';
export { watchTransactions } from './management/watch-transactions';
export { brokerDeadLetterImport } from './management/broker-dead-letter-import';
