import { runSimulation } from './run-simulation';
import { FAULT_KINDS, INCIDENT_KINDS } from './scenario/fault-kind';
import { planScenario } from './scenario/plan-scenario';

const SEEDS = 200;
/** A few seconds on two free processors; many more where other tests run beside it. */
const TIMEOUT_MILLISECONDS = 300_000;

describe('the system, with everything going wrong that can', () => {
  it(
    `keeps every promise in ${SEEDS} runs, which between them meet every fault`,
    async () => {
      const met = new Set<string>();
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const { broken, faults } = await runSimulation(planScenario(seed));
        expect({ seed, broken }).toEqual({ seed, broken: [] });
        for (const kind of faults.keys()) met.add(kind);
      }
      expect([...met].sort()).toEqual([...FAULT_KINDS, ...INCIDENT_KINDS].sort());
    },
    TIMEOUT_MILLISECONDS,
  );

  it.each([3, 17, 702])('does the same in every run of seed %i', async (seed) => {
    const first = await runSimulation(planScenario(seed));
    const second = await runSimulation(planScenario(seed));

    expect(first.journal.length).toBeGreaterThan(50);
    expect(second.journal).toEqual(first.journal);
  });

  it('does something else under another seed', async () => {
    const journals = [1, 2].map(async (seed) => (await runSimulation(planScenario(seed))).journal);
    const [first, second] = await Promise.all(journals);

    expect(first).not.toEqual(second);
  });
});
