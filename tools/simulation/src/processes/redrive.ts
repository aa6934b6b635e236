import { type Message, parseMessage } from '@decouple/contracts';
import {
  DecideDeadLetters,
  InfrastructureError,
  NO_REDRIVE_ANNOUNCEMENTS,
  type RedriveAnnouncer,
} from '@decouple/messaging-core';
import { InMemoryDeadLetterAdmin } from '@decouple/messaging-core/in-memory';
import { SalesFailureAnnouncer } from '@decouple/sales-domain';
import type { CustomerDatabase } from '../outside/customer-database';
import type { SalesDatabase } from '../outside/sales-database';
import type { World } from '../world';
import { remote } from './remote';
import { SimulatedProcess } from './simulated-process';

/** An operator redrives all dead letters, from a separate process that may fail like any other. */
export async function redriveDeadLetters(world: World): Promise<void> {
  const process = new SimulatedProcess('operator', world);
  await redrive(world, process, world.salesDatabase, new SalesFailureAnnouncer(process.clock));
  await redrive(world, process, world.customerDatabase, NO_REDRIVE_ANNOUNCEMENTS);
}

async function redrive(
  { journal }: World,
  process: SimulatedProcess,
  database: CustomerDatabase | SalesDatabase,
  announcer: RedriveAnnouncer<Message>,
): Promise<void> {
  const { deadLetters, outbox, resource } = database;
  const admin = new InMemoryDeadLetterAdmin(process.clock, deadLetters, outbox);
  const decide = new DecideDeadLetters({
    admin: remote(process, resource, admin),
    announcer,
    read: parseMessage,
    // The relays of the services find the messages by themselves: the operator has none.
    nudge: () => undefined,
  });
  try {
    const request = { filter: {}, dryRun: false, operator: 'simulated', reason: 'The cause may be gone.' };
    const { letters } = await decide.redrive(request);
    journal.note(process.name, `redrives ${letters} dead letters of the ${resource.name}`);
  } catch (error) {
    if (!(error instanceof InfrastructureError)) throw error;
    journal.note(process.name, `gives up the redrive: ${error.message}`);
  }
}
