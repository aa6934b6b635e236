import { fork } from 'node:child_process';
import { join } from 'node:path';
import { freePort, TYPESCRIPT_LOADER } from '@decouple/local-infra';
import type { RunningService } from './contender';

/** Input of the programs in `programs`, as JSON in the first argument. */
export interface ProgramSettings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly sqsEndpoint: string;
  /** Messages per receive request. Default: that of the program's library. */
  readonly batchSize?: number;
}

export const READY = 'ready';

const READY_WITHIN_MILLISECONDS = 120_000;

/** @throws Error when the program does not become ready */
export async function startProgram(file: string, settings: Omit<ProgramSettings, 'port'>): Promise<RunningService> {
  const port = await freePort();
  const child = fork(join(__dirname, '../programs', file), [JSON.stringify({ ...settings, port })], {
    execArgv: ['-r', TYPESCRIPT_LOADER],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<typeof READY>((resolve) => child.once('message', () => resolve(READY)));
  const late = AbortSignal.timeout(READY_WITHIN_MILLISECONDS);
  const timedOut = new Promise<string>((resolve) =>
    late.addEventListener('abort', () => resolve('is not ready in time')),
  );
  const outcome = await Promise.race([ready, exited.then((code) => `ended with code ${code}`), timedOut]);
  const { pid } = child;
  if (outcome !== READY || pid === undefined) {
    child.kill('SIGKILL');
    throw new Error(`The program ${file} ${outcome}.`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
