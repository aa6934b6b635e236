import { QUEUES } from '@decouple/contracts';
import { NO_REDRIVE_ANNOUNCEMENTS } from '@decouple/messaging-core';
import { createManagementApi, type Delivery, ManagementModule } from '@decouple/messaging-nest';
import type { Log } from '@decouple/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CONSUMED_QUEUE } from './broker';
import type { Store } from './store';

/** Its own port, so that what is for operators alone never listens where clients come. */
export function createManagement(
  store: Store,
  { health, relay, transport }: Delivery,
  log: Log,
): Promise<NestFastifyApplication> {
  const module = ManagementModule.with({
    store,
    announcer: NO_REDRIVE_ANNOUNCEMENTS,
    nudge: () => relay.nudge(),
    queue: { queue: CONSUMED_QUEUE, messageTypes: QUEUES[CONSUMED_QUEUE], health: () => transport.health() },
    health,
  });
  return createManagementApi(module, log);
}
