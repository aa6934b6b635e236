import { Customer } from './clients/customer';
import { Gateway } from './clients/gateway';
import { Promises } from './clients/promises';
import { type Fleets, unfold } from './incidents';
import { checkInvariants } from './invariants/check-invariants';
import { gatherFacts } from './invariants/facts';
import type { BrokenInvariant } from './invariants/invariant';
import { CustomerApi } from './processes/customer-api';
import { Fleet } from './processes/fleet';
import { SalesWorker } from './processes/sales-worker';
import { NO_SABOTAGE, type Sabotage } from './sabotage/sabotage';
import type { FaultKind, IncidentKind } from './scenario/fault-kind';
import type { Scenario } from './scenario/scenario';
import { unrestOf } from './unrest';
import { World } from './world';

export interface SimulationResult {
  readonly seed: number;
  readonly broken: readonly BrokenInvariant[];
  readonly payments: number;
  readonly faults: ReadonlyMap<FaultKind | IncidentKind, number>;
  readonly journal: readonly string[];
}

const LOOK_MILLISECONDS = 5_000;
/** Every payment's last retry, and several rounds of reconciliation by a clock that went back two hours, fit in it. */
const MAX_QUIET_MILLISECONDS = 4 * 3_600_000;
/** Answers that are still on their way arrive in it, and what is settled must stay so. */
const REST_MILLISECONDS = 60_000;

/** Runs a scenario to its end on the virtual clock and checks what must hold then. The same scenario, the same run. */
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
  journal.note('world', 'nothing goes wrong any more');
  const unrest = (): Promise<string[]> => unrestOf(world, busyClients);
  for (let quiet = 0; quiet < MAX_QUIET_MILLISECONDS; quiet += LOOK_MILLISECONDS) {
    if ((await unrest()).length === 0) break;
    await timers.advance(LOOK_MILLISECONDS);
  }
  await timers.advance(REST_MILLISECONDS);
  return {
    seed: scenario.seed,
    broken: checkInvariants(await gatherFacts(world, promises, await unrest())),
    payments: world.customerDatabase.payments.allNow().length,
    faults: faults.counts,
    journal: journal.lines,
  };
}
