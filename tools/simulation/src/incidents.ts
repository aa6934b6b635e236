import type { CustomerApi } from './processes/customer-api';
import type { Fleet } from './processes/fleet';
import { redriveDeadLetters } from './processes/redrive';
import type { SalesWorker } from './processes/sales-worker';
import type { Resource } from './outside/resource';
import type { Incident } from './scenario/scenario';
import type { World } from './world';

export interface Fleets {
  readonly apis: Fleet<CustomerApi>;
  readonly workers: Fleet<SalesWorker>;
}

/** Runs an incident at its time. Outages end with the scenario's faults at the latest. */
export async function unfold(incident: Incident, world: World, fleets: Fleets): Promise<void> {
  const { broker, faults, journal, timers } = world;
  await timers.sleep(incident.afterMilliseconds);
  faults.count(incident.kind);
  journal.note('world', `! ${incident.kind}`);
  switch (incident.kind) {
    case 'customer database outage':
      return outage(world.customerDatabase.resource, incident, world);
    case 'sales database outage':
      return outage(world.salesDatabase.resource, incident, world);
    case 'broker outage':
      return outage(broker.resource, incident, world);
    case 'broker lost all messages':
      return broker.loseEverything();
    case 'dead letters redriven':
      return redriveDeadLetters(world);
    case 'rolling restart':
      fleets.apis.restart();
      fleets.workers.restart();
  }
}

async function outage(resource: Resource, { lastsMilliseconds }: Incident, world: World): Promise<void> {
  resource.beginOutage();
  await world.timers.sleep(lastsMilliseconds);
  resource.endOutage();
  world.journal.note('world', `the ${resource.name} works again`);
}
