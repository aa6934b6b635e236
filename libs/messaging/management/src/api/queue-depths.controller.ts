import type { QueueDepth, QueueGauge } from '@decouple/messaging-core';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { QUEUE_GAUGE } from './tokens';

/** How much the queues hold, as the broker sees it. */
@Controller('v1/queue-depths')
export class QueueDepthsController {
  constructor(@Inject(QUEUE_GAUGE) private readonly gauge: QueueGauge) {}

  @Get()
  @Header('cache-control', 'no-store')
  async list(): Promise<{ readonly depths: readonly QueueDepth[] }> {
    return { depths: await this.gauge.depths() };
  }
}
