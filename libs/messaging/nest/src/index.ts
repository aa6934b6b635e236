export {
  type FrontDoor,
  type QueueApplicationDeps,
  type RunningApplication,
  startQueueApplication,
} from './queue-application';
export { QueueConsumer } from './queue-consumer.decorator';
export type { HandlerUse } from './handler-use';
export { QueueContext } from './queue-context';
export { QueueTransport, type QueueTransportOptions } from './queue-transport';
export { InvalidHandlerResultError, ObscuredFailureError } from './queue-transport.errors';
export { HandlerResultFilter } from './handler-result.filter';
