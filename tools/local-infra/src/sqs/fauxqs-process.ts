import { fork, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { openLogFile } from '../process/log-file';
import { OutputTail } from '../process/output-tail';
import { OwnedProcess } from '../process/owned-process';
import { describeExit } from '../process/process-exit';
import { within } from '../process/within';
import { TYPESCRIPT_LOADER } from '../workspace';
import {
  type AcceptOnly,
  COUNT_REQUESTS,
  type FauxqsReport,
  type FauxqsSettings,
  type RequestCounts,
} from './fauxqs-messages';

const LISTENING_WITHIN_MS = 60_000;

export interface FauxqsProcessOptions extends FauxqsSettings {
  readonly logFile: string | undefined;
}

/** One run of the SQS server. It ends with this process: it watches the channel between the two. */
export class FauxqsProcess extends OwnedProcess {
  private readonly errors = new OutputTail();

  static async start(options: FauxqsProcessOptions): Promise<FauxqsProcess> {
    const run = new FauxqsProcess(launch(options));
    run.child.stderr?.setEncoding('utf8').on('data', (text: string) => run.errors.append(text));
    try {
      await run.becomeReady(options);
      run.letGo();
    } catch (error) {
      await run.kill();
      throw error;
    }
    return run;
  }

  /** @throws Error when the server has ended */
  requestCounts(): Promise<RequestCounts> {
    return new Promise((resolve, reject) => {
      const receive = (message: unknown): void => {
        const report = message as FauxqsReport;
        if (report.type !== 'requests') return;
        this.child.off('message', receive);
        this.child.channel?.unref();
        resolve(report.counts);
      };
      this.child.on('message', receive);
      // The parent must be alive to get the response.
      this.child.channel?.ref();
      this.child.send(COUNT_REQUESTS, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  /** Only requests that are signed with one of these access keys are answered from now on. */
  acceptOnly(acceptedKeys: readonly string[]): void {
    const message: AcceptOnly = { acceptedKeys };
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  private async becomeReady({ port }: FauxqsSettings): Promise<void> {
    const report = new Promise<FauxqsReport>((resolve) =>
      this.child.once('message', (message) => resolve(message as FauxqsReport)),
    );
    const died = this.exited.then((exit) => ({
      type: 'failed' as const,
      reason: `${describeExit(exit)}\n${this.errors.last(12)}`,
    }));
    const outcome = await within(LISTENING_WITHIN_MS, Promise.race([report, died]));
    if (outcome?.type === 'listening') return;
    const reason =
      (outcome?.type === 'failed' ? outcome.reason : undefined) ??
      `was not listening after ${LISTENING_WITHIN_MS / 1000} s`;
    throw new Error(`The SQS server on port ${port} could not be started: ${reason}`);
  }
}

function launch({ logFile, ...settings }: FauxqsProcessOptions): ChildProcess {
  const log = logFile === undefined ? undefined : openLogFile(logFile);
  try {
    return fork(join(__dirname, 'fauxqs-main.ts'), [JSON.stringify(settings)], {
      execArgv: ['--disable-warning=ExperimentalWarning', '-r', TYPESCRIPT_LOADER],
      // a process group of its own: Ctrl-C in a terminal is for the applications, the queue ends after them
      detached: true,
      stdio: ['ignore', log ?? 'ignore', log ?? 'pipe', 'ipc'],
    });
  } finally {
    if (log !== undefined) closeSync(log);
  }
}
