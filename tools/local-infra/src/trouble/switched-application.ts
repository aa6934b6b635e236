import type { AppProcess } from '../application/app-process';
import type { ProcessExit } from '../process/process-exit';

/** An application that may be stopped on purpose and started again; any other end of it is its failure. */
export class SwitchedApplication {
  private current: AppProcess;
  private stopping = false;
  private readonly failure: Promise<ProcessExit>;
  private fail!: (exit: ProcessExit) => void;
  /** One switch at a time: a start waits for the stop before it. */
  private lastSwitch: Promise<void> = Promise.resolve();

  /**
   * @param launch starts it, with the same settings each time
   * @param onSwitched is called when it was stopped or started on purpose
   */
  constructor(
    private readonly launch: () => AppProcess,
    private readonly onSwitched: () => void = () => undefined,
  ) {
    this.failure = new Promise((resolve) => (this.fail = resolve));
    this.current = this.begin();
  }

  get process(): AppProcess {
    return this.current;
  }

  get running(): boolean {
    return this.current.running && !this.stopping;
  }

  /** Resolves when it has ended without having been told to. */
  get failed(): Promise<ProcessExit> {
    return this.failure;
  }

  stop(): Promise<void> {
    return this.inTurn(async () => {
      this.stopping = true;
      this.onSwitched();
      await this.current.stop();
    });
  }

  /** Resolves when it is ready; does nothing when it runs. */
  start(): Promise<void> {
    return this.inTurn(async () => {
      if (!this.stopping) return;
      this.stopping = false;
      this.current = this.begin();
      await this.current.ready();
      this.onSwitched();
    });
  }

  private begin(): AppProcess {
    const process = this.launch();
    void process.exited.then((exit) => {
      if (process === this.current && !this.stopping) this.fail(exit);
    });
    return process;
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    const result = this.lastSwitch.then(step);
    this.lastSwitch = result.then(
      () => undefined,
      () => undefined, // reported to the caller of this switch; the next one is tried regardless
    );
    return result;
  }
}
