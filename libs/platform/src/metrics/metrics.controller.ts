import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { MetricsSource } from './metrics';

export const METRICS_SOURCE = Symbol('MetricsSource');

/** The endpoint that Prometheus, and other readers of its text format, scrape. */
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(METRICS_SOURCE) private readonly source: MetricsSource) {}

  @Get()
  async read(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.source.text();
    void reply.header('content-type', this.source.contentType).header('cache-control', 'no-store').send(text);
  }
}
