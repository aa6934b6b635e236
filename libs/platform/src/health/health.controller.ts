import { Controller, Get, HttpCode, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

export interface HealthReport {
  readonly ok: boolean;
  /** What was looked at, by name; true or a word for what is wrong. */
  readonly checks: Readonly<Record<string, true | string>>;
}

/** What the application knows of its own health. */
export interface HealthSource {
  /** Whether the process does its work at all; false means: restart it. */
  live(): HealthReport;
  /** Whether it should get work now; false means: wait, do not restart. */
  ready(): HealthReport | Promise<HealthReport>;
}

export const HEALTH_SOURCE = Symbol('HealthSource');

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(@Inject(HEALTH_SOURCE) private readonly source: HealthSource) {}

  @Get('live')
  @HttpCode(200)
  live(@Res() reply: FastifyReply): void {
    answer(reply, this.source.live());
  }

  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    answer(reply, await this.source.ready());
  }
}

function answer(reply: FastifyReply, report: HealthReport): void {
  void reply
    .status(report.ok ? 200 : 503)
    .header('cache-control', 'no-store')
    .send({ status: report.ok ? 'ok' : 'unavailable', checks: report.checks });
}
