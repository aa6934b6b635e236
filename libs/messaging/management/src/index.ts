export { CountingDeliveryObserver } from './metrics/counting-delivery-observer';
export { type DeliveryGaugesDeps, showDeliveryGauges } from './metrics/delivery-gauges';
export { MeasuredSource, type MeasuringPorts } from './metrics/measured-source';
export { LoggingDeliveryObserver } from './observing/logging-delivery-observer';
export { ObserverGroup } from './observing/observer-group';
export { type ServiceHealth, serviceHealth, type ServiceHealthDeps } from './health/service-health';
export { createManagementApi, type ManagementApiOptions } from './api/management-api';
export { ManagementModule, type ManagementDeps } from './api/management.module';
export { operatorFrom } from './api/operator';
export type {
  DeadLetterDto,
  DeadLetterGroupDto,
  DecisionDto,
  DecisionOutcomeDto,
  WholeDeadLetterDto,
} from './api/dead-letter.dto';
export type { HandlerDto } from './api/handlers.controller';
export type { QueueDto } from './api/queues.controller';
export type { ManagedStore } from './tasks/managed-store';
export { messagingTasks } from './tasks/messaging-tasks';
export type { MessagingTasksDeps } from './tasks/messaging-tasks-deps';
