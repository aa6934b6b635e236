import { applyDecorators, Controller, UseFilters } from '@nestjs/common';
import { HandlerResultFilter } from './handler-result.filter';

/** Marks a class whose `@EventPattern` methods handle messages of a queue: a controller whose errors stay what they are. */
export function QueueConsumer(): ClassDecorator {
  return applyDecorators(Controller(), UseFilters(HandlerResultFilter));
}
