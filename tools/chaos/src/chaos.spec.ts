import { temporaryFolder } from '@decouple/local-infra';
import { FAULT_KINDS } from './faults/fault-kind';
import { WAYS_TO_LEAVE } from './load/leaving-client';
import { details } from './report/details';
import { type ChaosResult, runChaos } from './run-chaos';
import { ChaosSystem } from './system/chaos-system';

/** What a run makes of its faults is never twice the same; which they are, is. */
const SETTINGS = { seconds: 30, seed: 20_261_122, paymentsPerSecond: 60, restWithinSeconds: 120 };
/** Ten times the duration of the whole test on an idle machine. */
const LONGEST_MILLISECONDS = 900_000;

describe('chaos on real processes', () => {
  const folder = temporaryFolder('decouple-chaos-');
  let system: ChaosSystem | undefined;
  let result: ChaosResult;

  beforeAll(async () => {
    const { signal } = new AbortController();
    system = await ChaosSystem.start(folder.path, signal);
    result = await runChaos(system, SETTINGS, signal, () => undefined);
  }, LONGEST_MILLISECONDS);

  afterAll(async () => {
    await system?.stop();
    folder.remove();
  }, LONGEST_MILLISECONDS);

  it('every kind of fault has struck, under load', () => {
    expect(new Set(result.injector.struck.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
    expect(result.evidence.clients.length).toBeGreaterThan(SETTINGS.seconds * 10);
    expect(result.client.repeats.size).toBeGreaterThan(0);
    expect(result.duplicator.copies).toBeGreaterThan(0);
    expect(new Set(result.client.departures.keys())).toEqual(new Set(WAYS_TO_LEAVE));
  });

  it('no payment is lost or duplicated, both services agree to the cent, and the system comes to rest', () => {
    expect(details(result.findings, result.evidence)).toBe('');
    expect(result.evidence.payments.length).toBe(result.evidence.clients.length);
    expect(new Set(result.evidence.payments.map(({ outcome }) => outcome))).toEqual(new Set(['recorded', 'rejected']));
  });
});
