import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { WORKSPACE_ROOT } from '@decouple/local-infra';
import type { System } from './system';

export interface OpsRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run ops -- …` against the system, as an operator does in a terminal. */
export function runOps(system: System, ...args: readonly string[]): Promise<OpsRun> {
  const program = [
    '-r',
    join(WORKSPACE_ROOT, 'tools/build/swc-register.cjs'),
    join(WORKSPACE_ROOT, 'apps/ops/src/main.ts'),
  ];
  const addresses = ['--api', system.api.managementUrl, '--worker', system.worker.managementUrl];
  const child = spawn(process.execPath, [...program, ...args, ...addresses], {
    cwd: WORKSPACE_ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
