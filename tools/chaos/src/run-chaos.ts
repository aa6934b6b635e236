import { SeededRandomness } from '@decouple/messaging-core/testing';
import { FaultInjector } from './faults/fault-injector';
import { MessageDuplicator } from './faults/message-duplicator';
import { planFaults } from './faults/plan-faults';
import { systemStrikes } from './faults/system-strikes';
import type { Evidence } from './invariants/evidence';
import { findLeftovers } from './invariants/find-leftovers';
import { gatherEvidence } from './invariants/gather-evidence';
import type { Finding } from './invariants/invariant';
import { verdict } from './invariants/verdict';
import { waitForRest } from './invariants/wait-for-rest';
import { LoadGenerator } from './load/load-generator';
import { PaymentClient } from './load/payment-client';
import { PaymentOrders } from './load/payment-order';
import type { ChaosSettings } from './settings/chaos-settings';
import type { ChaosSystem } from './system/chaos-system';

/** What can be seen of a run while it goes on. */
export interface ChaosRun {
  readonly system: ChaosSystem;
  readonly load: LoadGenerator;
  readonly injector: FaultInjector;
  readonly duplicator: MessageDuplicator;
  readonly client: PaymentClient;
}

export interface ChaosResult extends ChaosRun {
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  /** From the end of the last fault until nothing was left to do. */
  readonly restSeconds: number;
}

/** Keeps the streams of chance apart: more load must not change the faults. */
const LOAD_STREAM = 0x5bd1_e995;

/**
 * Pays and breaks things for the set time, lets the system come to rest, and looks at what it has made of it.
 * @throws what aborted the signal; an error when the run itself goes wrong, such as a server that does not come back
 */
export async function runChaos(
  system: ChaosSystem,
  settings: ChaosSettings,
  signal: AbortSignal,
  onStart: (run: ChaosRun) => void,
): Promise<ChaosResult> {
  const { paymentsPerSecond, restWithinSeconds, seconds, seed } = settings;
  const randomness = new SeededRandomness(seed ^ LOAD_STREAM);
  const client = new PaymentClient(system.apis.map(({ url }) => url));
  const load = new LoadGenerator(client, new PaymentOrders(seed, randomness, new Date()), randomness);
  const duplicator = new MessageDuplicator(system.queues);
  const injector = new FaultInjector(systemStrikes(system, duplicator));
  const run = { system, load, injector, duplicator, client };
  onStart(run);

  const failure = new AbortController();
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const ended = AbortSignal.any([signal, failure.signal]);
  const clientsGiveUp = AbortSignal.any([ended, deadline.signal]);
  const plan = planFaults(seconds * 1_000, new SeededRandomness(seed));
  try {
    await Promise.all([injector.run(plan, ended), load.run(seconds * 1_000, paymentsPerSecond, ended, clientsGiveUp)]);
    const quietSince = performance.now();
    timer = setTimeout(() => deadline.abort(), restWithinSeconds * 1_000);
    await load.finished();
    const leftovers = await waitForRest(() => findLeftovers(system), deadline.signal, ended);
    const restSeconds = (performance.now() - quietSince) / 1_000;
    const evidence = await gatherEvidence(system, load.records, leftovers);
    return { ...run, evidence, findings: verdict(evidence), restSeconds };
  } finally {
    clearTimeout(timer);
    // The first that fails ends the others: the load with the faults, and the clients with the load.
    failure.abort(new Error('The run has ended.'));
    await Promise.allSettled([injector.settled(), load.finished()]);
  }
}
