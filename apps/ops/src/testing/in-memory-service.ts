import type { QueueDepth } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryDeadLetterAdmin,
  InMemoryDeadLetterStore,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import { readOrder, VirtualClock } from '@decouple/messaging-core/testing';
import { createManagementApi, ManagementModule } from '@decouple/messaging-management';
import type { HandlerUse } from '@decouple/messaging-nest';
import { createLog, Metrics } from '@decouple/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The management API of a service that keeps everything in memory, on a port of its own. */
export class InMemoryService {
  readonly clock = new VirtualClock();
  readonly outbox = new InMemoryOutboxStore(this.clock);
  readonly deadLetters = new InMemoryDeadLetterStore(
    this.clock,
    this.outbox,
    new InMemoryAttemptStore(this.clock, this.outbox),
  );
  readonly admin = new InMemoryDeadLetterAdmin(this.clock, this.deadLetters, this.outbox);
  /** What the broker says of the queues. */
  depths: () => Promise<readonly QueueDepth[]> = async () => [];
  /** What it says that it handles. */
  handlers: readonly HandlerUse[] = [];
  url = '';
  private app: NestFastifyApplication | undefined;

  static async start(queue: string): Promise<InMemoryService> {
    const service = new InMemoryService();
    const health = { live: () => ({ ok: true, checks: {} }), ready: () => ({ ok: true, checks: {} }) };
    const module = ManagementModule.with({
      clock: service.clock,
      store: { outbox: service.outbox, deadLetterAdmin: service.admin },
      announcer: { redriven: () => [] },
      read: readOrder,
      nudge: () => undefined,
      queue: {
        queue,
        handlers: () => service.handlers,
        health: () => ({
          breakerOpen: false,
          lastPollAgeMilliseconds: 0,
          lastOutageEndedAgeMilliseconds: undefined,
          oldestBatchAgeMilliseconds: undefined,
          pollsFailingForMilliseconds: undefined,
        }),
      },
      gauge: { depths: async () => service.depths() },
      health,
      metrics: new Metrics(),
    });
    service.app = await createManagementApi(module, createLog('test', 'silent'));
    await service.app.listen(0, '127.0.0.1');
    service.url = await service.app.getUrl();
    return service;
  }

  async stop(): Promise<void> {
    await this.app?.close();
  }
}
