import { SeededRandomness } from '@decouple/messaging-core/testing';
import { FaultInjector } from './faults/fault-injector';
import { MessageDuplicator } from './faults/message-duplicator';
import { planFaults } from './faults/plan-faults';
import { systemStrikes } from './faults/system-strikes';
import type { ChaosEvidence } from './invariants/evidence';
import { findLeftovers } from './invariants/find-leftovers';
import { gatherEvidence } from './invariants/gather-evidence';
import { type ChaosFinding, verdict } from './invariants/verdict';
import { waitForRest } from './invariants/wait-for-rest';
import { LoadGenerator } from './load/load-generator';
import { PaymentClient } from './load/payment-client';
import { PaymentOrders } from './load/payment-order';
import type { ChaosSettings } from './settings/chaos-settings';
import type { ChaosSystem } from './system/chaos-system';

/** The parts of a run that can be watched while it is running. */
export interface ChaosRun {
  readonly system: ChaosSystem;
  readonly load: LoadGenerator;
  readonly injector: FaultInjector;
  readonly duplicator: MessageDuplicator;
  readonly client: PaymentClient;
}

export interface ChaosResult extends ChaosRun {
  readonly evidence: ChaosEvidence;
  readonly findings: readonly ChaosFinding[];
  /** From the end of the last fault until no work was left. */
  readonly restSeconds: number;
}

/** Separates the random sequences: more load must not change the faults. */
const LOAD_STREAM = 0x5bd1_e995;

/**
 * Sends payments and injects faults for the configured time, waits until the system is at rest, and checks the invariants.
 * @throws the reason of the aborted signal; an error when the run itself fails, such as a server that does not come back
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
    // The first failure ends the rest: faults end the load, and the load ends the clients.
    failure.abort(new Error('The run has ended.'));
    await Promise.allSettled([injector.settled(), load.finished()]);
  }
}
