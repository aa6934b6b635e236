import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { QueueMonitor } from './queue-monitor';
import { QUEUE_MONITOR } from './tokens';

export interface HandlerDto {
  readonly queue: string;
  readonly messageType: string;
  /** Since the process started. */
  readonly handled: number;
  readonly lastHandledAt: string | undefined;
}

/** Which message versions the service handles, and which of them still arrive. */
@Controller('v1/handlers')
export class HandlersController {
  constructor(@Inject(QUEUE_MONITOR) private readonly monitor: QueueMonitor) {}

  @Get()
  @Header('cache-control', 'no-store')
  list(): { readonly handlers: readonly HandlerDto[] } {
    const { queue } = this.monitor;
    return {
      handlers: this.monitor.handlers().map(({ handled, lastHandledAt, messageType }) => ({
        queue,
        messageType,
        handled,
        lastHandledAt: lastHandledAt?.toISOString(),
      })),
    };
  }
}
