import { DecideDeadLetters, InfrastructureError } from '@decouple/messaging-core';
import { InMemoryDeadLetterOffice } from '@decouple/messaging-core/in-memory';
import { SalesFailureAnnouncer } from '@decouple/sales-domain';
import type { World } from '../world';
import { remote } from './remote';
import { SimulatedProcess } from './simulated-process';

/** A person sends all dead letters of sales on their way again, from a process of its own that may fail like any other. */
export async function redriveDeadLetters(world: World): Promise<void> {
  const { journal, salesDatabase: database } = world;
  const process = new SimulatedProcess('operator', world);
  const office = new InMemoryDeadLetterOffice(process.clock, database.deadLetters, database.outbox);
  const decide = new DecideDeadLetters({
    office: remote(process, database.resource, office),
    announcer: new SalesFailureAnnouncer(process.clock),
    // The relays of the workers find the messages by themselves: the operator has none.
    nudge: () => undefined,
  });
  try {
    const request = { filter: {}, dryRun: false, operator: 'simulated', reason: 'The cause may be gone.' };
    const { letters } = await decide.redrive(request);
    journal.note(process.name, `redrives ${letters} dead letters`);
  } catch (error) {
    if (!(error instanceof InfrastructureError)) throw error;
    journal.note(process.name, `gives up the redrive: ${error.message}`);
  }
}
