import { spawn } from 'node:child_process';
import { OutputTail } from '../process/output-tail';
import { OwnedProcess } from '../process/owned-process';
import { describeExit } from '../process/process-exit';
import type { ServerAccount } from './server-account';

/** The C locale gives one language in the logs and one sort order on every machine. */
export const serverProgramEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LC_ALL: 'C',
  TZ: 'UTC',
});

/** Runs a PostgreSQL program to its end. @throws with its last lines when it fails */
export async function runProgram(program: string, args: string[], account: ServerAccount | undefined): Promise<void> {
  const output = new OutputTail();
  const owned = new OwnedProcess(
    spawn(program, args, { ...account, cwd: '/', env: serverProgramEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  owned.child.stdout?.setEncoding('utf8').on('data', (text: string) => output.append(text));
  owned.child.stderr?.setEncoding('utf8').on('data', (text: string) => output.append(text));
  const exit = await owned.exited;
  if (exit.code !== 0) throw new Error(`${program} ${describeExit(exit)}:\n${output.last(15)}`);
}
