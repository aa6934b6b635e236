import { fork } from 'node:child_process';
import { join } from 'node:path';
import { TYPESCRIPT_LOADER } from '@decouple/local-infra';
import type { LoadPlan, LoadReport, LoadResult, PhaseResult } from './load-plan';

/**
 * Makes load in a process of its own.
 *
 * @throws Error when the load could not be made as planned
 */
export function makeLoad(
  plan: LoadPlan,
  onPhaseEnded: (result: PhaseResult) => void = () => undefined,
): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'load-main.ts'), [JSON.stringify(plan)], {
      execArgv: ['-r', TYPESCRIPT_LOADER],
    });
    child.on('message', (message) => {
      const report = message as LoadReport;
      if (report.type === 'phase-ended') onPhaseEnded(report.result);
      else if (report.type === 'finished') resolve(report.result);
      else reject(new Error(`The load could not be made: ${report.reason}`));
    });
    child.once('exit', (code) => reject(new Error(`The process that makes the load ended with code ${code}.`)));
    child.once('error', reject);
  });
}
