import { runSimulation } from '../run-simulation';
import { planScenario } from '../scenario/plan-scenario';
import { describeScenario } from './describe-scenario';
import { printFailures } from './report';

/** Sequential ids differ in their last digits alone. */
const PAYMENT_ID_PATTERN = /019400a0-0000-7000-8000-0*([0-9a-f]+)/g;

/** Runs one seed and tells what happens in it. Returns the exit code. */
export async function replay(seed: number): Promise<number> {
  const scenario = planScenario(seed);
  console.log(`${describeScenario(scenario).join('\n')}\n`);
  const { broken, journal } = await runSimulation(scenario);
  for (const line of journal) console.log(line.replaceAll(PAYMENT_ID_PATTERN, '#$1'));
  console.log('');
  printFailures(broken.length === 0 ? [] : [{ seed, broken }]);
  return broken.length === 0 ? 0 : 1;
}
