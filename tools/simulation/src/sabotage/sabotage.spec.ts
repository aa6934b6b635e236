import { runSimulation } from '../run-simulation';
import { planScenario } from '../scenario/plan-scenario';
import type { Scenario } from '../scenario/scenario';
import { ACTS_OF_SABOTAGE } from './acts-of-sabotage';

const MAX_SEEDS = 200;
/** It runs on machines that are busy with other tests. */
const TIMEOUT_MILLISECONDS = 120_000;

/** Reconciliation repairs losses and thereby hides them: only runs without it test the rest. */
function* scenariosWithoutReconciliation(): Generator<Scenario> {
  for (let seed = 1; seed <= MAX_SEEDS; seed += 1) {
    const scenario = planScenario(seed);
    if (scenario.overdueRule === undefined) yield scenario;
  }
}

describe('the simulation', () => {
  it.each(ACTS_OF_SABOTAGE)(
    'notices within a few seeds that $what',
    async ({ breaks, how, under = (scenario) => scenario }) => {
      const broken = new Set<string>();
      for (const scenario of scenariosWithoutReconciliation()) {
        for (const { name } of (await runSimulation(under(scenario), how)).broken) broken.add(name);
        if (broken.has(breaks)) break;
      }
      expect([...broken]).toContain(breaks);
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'finds no violation in the same runs without sabotage',
    async () => {
      for (const scenario of [...scenariosWithoutReconciliation()].slice(0, 25)) {
        expect(await runSimulation(scenario)).toMatchObject({ broken: [] });
      }
    },
    TIMEOUT_MILLISECONDS,
  );

  it(
    'finds no violation in the runs planned for an act of sabotage, without it',
    async () => {
      const kinds = ACTS_OF_SABOTAGE.flatMap(({ under }) => under ?? []);
      for (const under of kinds) {
        for (const scenario of [...scenariosWithoutReconciliation()].slice(0, 25)) {
          expect(await runSimulation(under(scenario))).toMatchObject({ broken: [] });
        }
      }
    },
    TIMEOUT_MILLISECONDS,
  );

  it('sees reconciliation make up for a queue that loses messages', async () => {
    const [act] = ACTS_OF_SABOTAGE;
    const lossy: Scenario = {
      ...planScenario(1),
      overdueRule: { afterMilliseconds: 30_000, capMilliseconds: 120_000 },
    };
    expect(await runSimulation(lossy, act!.how)).toMatchObject({ broken: [] });
  });
});
