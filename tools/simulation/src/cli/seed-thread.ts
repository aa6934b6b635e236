import { parentPort } from 'node:worker_threads';
import { runSimulation } from '../run-simulation';
import { planScenario } from '../scenario/plan-scenario';
import type { RunReport } from './tally';

const port = parentPort;
if (port === null) throw new Error('This program runs as a thread of another one.');

// A tenth of the time goes into stacks of errors that are part of the play. A replay shows them.
Error.stackTraceLimit = 0;

async function run(seed: number): Promise<RunReport> {
  const { broken, faults, payments } = await runSimulation(planScenario(seed));
  return { seed, broken, faults, payments };
}

port.on('message', (seed: number) => {
  // A run that throws ends the thread with its error, and with it the exploration.
  void run(seed).then((report) => port.postMessage(report));
});
