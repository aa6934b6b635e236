import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';
import { describeExit } from '../process/process-exit';
import { OwnedProcess } from '../process/owned-process';
import { TYPESCRIPT_LOADER } from '../workspace';

export type ThrowawayReport =
  | { readonly type: 'ready'; readonly endpoints: InfrastructureEndpoints }
  | { readonly type: 'failed'; readonly reason: string };

const DELETED_WITHIN_MS = 60_000;

/** PostgreSQL and SQS for one test run: fast, not durable, deleted afterwards. */
export class ThrowawayInfrastructure {
  private constructor(
    private readonly owner: OwnedProcess,
    readonly endpoints: InfrastructureEndpoints,
  ) {}

  static async start(): Promise<ThrowawayInfrastructure> {
    const child = launch();
    const owner = new OwnedProcess(child);
    const reported = new Promise<ThrowawayReport>((resolve) =>
      child.once('message', (message) => resolve(message as ThrowawayReport)),
    );
    const died = owner.exited.then((exit) => ({
      type: 'failed' as const,
      reason: `its process ${describeExit(exit)}`,
    }));
    const report = await Promise.race([reported, died]);
    // a test run that fails before its teardown must be able to end
    owner.letGo();
    if (report.type === 'ready') return new ThrowawayInfrastructure(owner, report.endpoints);
    throw new Error(`PostgreSQL and SQS for the tests could not be started: ${report.reason}`);
  }

  /** Resolves when the servers have stopped and their data is deleted. */
  async stop(): Promise<void> {
    await this.owner.stop('SIGTERM', DELETED_WITHIN_MS);
  }
}

function launch(): ChildProcess {
  return fork(join(__dirname, 'throwaway-infrastructure-main.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--enable-source-maps', '-r', TYPESCRIPT_LOADER],
    // Ctrl-C in the terminal is for Jest; this process cleans up when Jest has gone
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
