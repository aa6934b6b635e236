import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { QueueMonitor } from './queue-monitor';
import { QUEUE_MONITOR } from './tokens';

export interface QueueDto {
  readonly queue: string;
  readonly messageTypes: readonly string[];
  /** `paused` while an outage is waited out: nothing is pulled. */
  readonly state: 'pulling' | 'paused' | 'starting';
  readonly lastPollAt: string | undefined;
  /** When the oldest batch that is still in hand began. */
  readonly oldestBatchStartedAt: string | undefined;
  readonly lastOutageEndedAt: string | undefined;
}

/** The queue that the service reads, as the service sees it. */
@Controller('v1/queues')
export class QueuesController {
  constructor(@Inject(QUEUE_MONITOR) private readonly monitor: QueueMonitor) {}

  @Get()
  @Header('cache-control', 'no-store')
  list(): { readonly queues: readonly QueueDto[] } {
    const { queue } = this.monitor;
    const { breakerOpen, lastOutageEndedAt, lastPollAt, oldestBatchStartedAt } = this.monitor.health();
    return {
      queues: [
        {
          queue,
          messageTypes: this.monitor.handlers().map(({ messageType }) => messageType),
          state: breakerOpen ? 'paused' : lastPollAt === undefined ? 'starting' : 'pulling',
          lastPollAt: lastPollAt?.toISOString(),
          oldestBatchStartedAt: oldestBatchStartedAt?.toISOString(),
          lastOutageEndedAt: lastOutageEndedAt?.toISOString(),
        },
      ],
    };
  }
}
