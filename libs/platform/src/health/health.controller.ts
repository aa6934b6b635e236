import { Controller, Get, HttpCode, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

export interface HealthReport {
  readonly ok: boolean;
  /** The result of each check: true, or the problem in words. */
  readonly checks: Readonly<Record<string, true | string>>;
}

/** The health of the application, as it reports it. */
export interface HealthSource {
  /** Whether the process works at all; if false, restart it. */
  live(): HealthReport;
  /** Whether it should get work now; if false, wait and do not restart it. */
  ready(): HealthReport | Promise<HealthReport>;
}

export const HEALTH_SOURCE = Symbol('HealthSource');

@Controller('health')
export class HealthController {
  constructor(@Inject(HEALTH_SOURCE) private readonly source: HealthSource) {}

  @Get('live')
  @HttpCode(200)
  live(@Res() reply: FastifyReply): void {
    respond(reply, this.source.live());
  }

  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    respond(reply, await this.source.ready());
  }
}

function respond(reply: FastifyReply, report: HealthReport): void {
  void reply
    .status(report.ok ? 200 : 503)
    .header('cache-control', 'no-store')
    .send({ status: report.ok ? 'ok' : 'unavailable', checks: report.checks });
}
