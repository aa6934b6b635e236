export {
  createDelivery,
  type Delivery,
  type DeliveryParts,
  type DeliveryStore,
  type QueueBroker,
  type Surroundings,
} from './delivery';
export { CountingDeliveryObserver } from './metrics/counting-delivery-observer';
export { type DeliveryGaugesParts, showDeliveryGauges } from './metrics/delivery-gauges';
export { outboxWatching } from './management/outbox-watching';
export { MeasuredSource, type MeasuringSurroundings } from './metrics/measured-source';
export { LoggingDeliveryObserver } from './observing/logging-delivery-observer';
export { ObserverGroup } from './observing/observer-group';
export { type FrontDoor, type QueueServiceParts, startQueueService } from './queue-service';
export { type ServiceHealth, serviceHealth, type ServiceHealthParts } from './service-health';
export { QueueConsumer } from './queue-consumer.decorator';
export type { HandlerUse } from './handler-use';
export { QueueContext } from './queue-context';
export { QueueTransport, type QueueTransportHealth, type QueueTransportOptions } from './queue-transport';
export { InvalidVerdictError, ObscuredFailureError } from './queue-transport.errors';
export { VerdictFilter } from './verdict.filter';
export { createManagementApi, type ManagementApiOptions } from './management/management-api';
export { ManagementModule, type ManagementParts } from './management/management.module';
export type { ManagedStore } from './management/managed-store';
export { checkedDocument, invalidRequest } from './management/checked-document';
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
export { nativeIngestion } from './management/native-ingestion';
