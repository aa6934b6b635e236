export { eventually } from './eventually';
export { QueueTap } from './queue-tap';
