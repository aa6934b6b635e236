import { Customer } from './clients/customer';
import { Gateway } from './clients/gateway';
import { Promises } from './clients/promises';
import { type Fleets, unfold } from './incidents';
import { checkInvariants } from './invariants/check-invariants';
import { gatherFacts } from './invariants/facts';
import type { BrokenInvariant } from './invariants/invariant';
import { countLeftovers, isAtRest } from './leftovers';
import { CustomerApi } from './processes/customer-api';
import { Fleet } from './processes/fleet';
import { SalesWorker } from './processes/sales-worker';
import { NO_SABOTAGE, type Sabotage } from './sabotage/sabotage';
import type { FaultKind, IncidentKind } from './scenario/fault-kind';
import type { Scenario } from './scenario/scenario';
import { World } from './world';

export interface SimulationResult {
  readonly seed: number;
  readonly broken: readonly BrokenInvariant[];
  readonly payments: number;
  readonly faults: ReadonlyMap<FaultKind | IncidentKind, number>;
  readonly journal: readonly string[];
}

const LOOK_MILLISECONDS = 5_000;
/** Long enough for the last retry of every payment, and for several reconciliations after the clock went back 2 hours. */
const MAX_QUIET_MILLISECONDS = 4 * 3_600_000;
/** Late outcome messages arrive during this time, and final states must not change. */
const REST_MILLISECONDS = 60_000;

/** Runs a scenario on the virtual clock and checks the invariants at its end. The same scenario produces the same run. */
export async function runSimulation(scenario: Scenario, sabotage: Partial<Sabotage> = {}): Promise<SimulationResult> {
  const world = new World(scenario, { ...NO_SABOTAGE, ...sabotage });
  const fleets: Fleets = {
    apis: new Fleet('api', scenario.customerApis, world, (process) => new CustomerApi(process, world)),
    workers: new Fleet('worker', scenario.salesWorkers, world, (process) => new SalesWorker(process, world)),
  };
  const promises = new Promises();
  const gateway = new Gateway(world, fleets.apis);
  let busyClients = scenario.payments.length;
  for (const plan of scenario.payments) {
    const customer = new Customer(plan, world, gateway, promises);
    world.background(
      plan.order.customerId,
      customer.run().finally(() => (busyClients -= 1)),
    );
  }
  for (const incident of scenario.incidents) world.background('world', unfold(incident, world, fleets));

  const { faults, journal, timers } = world;
  await timers.advance(scenario.troubleEndsAfterMilliseconds);
  faults.end();
  journal.note('world', 'faults end');
  const leftovers = () => countLeftovers(world, busyClients);
  for (let quiet = 0; quiet < MAX_QUIET_MILLISECONDS; quiet += LOOK_MILLISECONDS) {
    if (isAtRest(await leftovers())) break;
    await timers.advance(LOOK_MILLISECONDS);
  }
  await timers.advance(REST_MILLISECONDS);
  return {
    seed: scenario.seed,
    broken: checkInvariants(await gatherFacts(world, promises, await leftovers())),
    payments: world.customerDatabase.payments.allNow().length,
    faults: faults.counts,
    journal: journal.lines,
  };
}
