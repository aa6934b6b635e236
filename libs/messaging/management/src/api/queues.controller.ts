import type { Clock } from '@decouple/messaging-core';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { timeAgo } from '../health/time-ago';
import type { QueueMonitor } from './queue-monitor';
import { CLOCK, QUEUE_MONITOR } from './tokens';

export interface QueueDto {
  readonly queue: string;
  readonly messageTypes: readonly string[];
  /** `paused` while an outage is waited out: nothing is pulled. */
  readonly state: 'pulling' | 'paused' | 'starting';
  readonly lastPollAt: string | undefined;
  /** When the oldest batch that is still in flight began. */
  readonly oldestBatchStartedAt: string | undefined;
  readonly lastOutageEndedAt: string | undefined;
}

/** The queue that the service reads, as the service sees it. */
@Controller('v1/queues')
export class QueuesController {
  constructor(
    @Inject(QUEUE_MONITOR) private readonly monitor: QueueMonitor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  list(): { readonly queues: readonly QueueDto[] } {
    const { queue } = this.monitor;
    const { breakerOpen, ...ages } = this.monitor.health();
    const timeOf = (age: number | undefined): string | undefined =>
      age === undefined ? undefined : timeAgo(this.clock, age).toISOString();
    return {
      queues: [
        {
          queue,
          messageTypes: this.monitor.handlers().map(({ messageType }) => messageType),
          state: breakerOpen ? 'paused' : ages.lastPollAgeMilliseconds === undefined ? 'starting' : 'pulling',
          lastPollAt: timeOf(ages.lastPollAgeMilliseconds),
          oldestBatchStartedAt: timeOf(ages.oldestBatchAgeMilliseconds),
          lastOutageEndedAt: timeOf(ages.lastOutageEndedAgeMilliseconds),
        },
      ],
    };
  }
}
