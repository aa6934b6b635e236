import type { Backlog, OutboxStore } from '@decouple/messaging-core';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { OUTBOX_STORE } from './tokens';

/** What waits to be sent. */
@Controller('v1/outbox')
export class OutboxController {
  constructor(@Inject(OUTBOX_STORE) private readonly outbox: OutboxStore) {}

  @Get()
  @Header('cache-control', 'no-store')
  backlog(): Promise<Backlog> {
    return this.outbox.backlog();
  }
}
