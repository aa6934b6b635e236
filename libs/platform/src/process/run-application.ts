import { setImmediate as nextTurn } from 'node:timers/promises';
import { ConfigurationError } from '../configuration/configuration.errors';
import { createLog, type Log, type LogLevel } from '../logging/log';
import { handleStopSignals } from './stop-signals';

export interface RunningApplication {
  /** Stops taking work, finishes the work in progress, closes everything. */
  close(): Promise<void>;
}

export interface ProcessConfiguration {
  readonly logLevel: LogLevel;
  /**
   * Time from the request to stop during which the service works as before, so that load balancers notice. 0 by
   * default.
   */
  readonly shutdownDelaySeconds?: number;
  /** Time for work in progress to finish after that. */
  readonly shutdownGraceSeconds: number;
}

export interface ApplicationDefinition<C extends ProcessConfiguration> {
  readonly name: string;
  readonly environment: NodeJS.ProcessEnv;
  /** @throws ConfigurationError */
  readonly configure: (environment: NodeJS.ProcessEnv) => C;
  /**
   * Starts the application. `stopping` is aborted when the process is asked to stop meanwhile: the start should then
   * close what it has opened, and reject. If it resolves all the same, the result is closed at once.
   */
  readonly start: (configuration: C, log: Log, stopping: AbortSignal) => Promise<RunningApplication>;
}

/**
 * Time for closing connections after the grace period. A supervisor must wait longer than delay, grace period and this
 * before SIGKILL.
 */
const CLOSING_SECONDS = 5;

/** Time for a cancelled start to close what it has opened. It serves nothing, so nothing is lost. */
const ABANDONED_START_SECONDS = 5;

/**
 * Ctrl-C reaches every process of a terminal's group, and a parent may forward it as well: a signal this soon after the
 * first one belongs to the same key press.
 */
const SAME_KEY_PRESS_MILLISECONDS = 400;

/** Set by a parent process that wants its child to stop when the parent is gone. */
export const STOP_WITH_PARENT = 'STOP_WITH_PARENT';

/**
 * Runs an application as its own process. A signal stops it gracefully, a second signal at once; a signal during the
 * start ends the process before it serves anything. An unhandled error ends the process, because its state is unknown.
 * A failed start writes one message and exits with code 1.
 */
export async function runApplication<C extends ProcessConfiguration>(
  definition: ApplicationDefinition<C>,
): Promise<void> {
  const { configure, environment, name, start } = definition;
  const stop = new Stop();
  handleStopSignals((signal) => stop.ask(signal, 0));
  if (environment[STOP_WITH_PARENT] === 'true') process.on('disconnect', () => stop.ask('the parent is gone', 0));
  try {
    const configuration = configure(environment);
    stop.log = createLog(name, configuration.logLevel);
    const { shutdownDelaySeconds = 0, shutdownGraceSeconds } = configuration;
    stop.deadlineSeconds = shutdownDelaySeconds + shutdownGraceSeconds + CLOSING_SECONDS;
    logWarnings(stop.log);
    process.on('uncaughtException', (error) => {
      stop.log?.fatal({ error }, 'unhandled error; ending the process');
      stop.ask('uncaughtException', 1);
    });
    // Signals that arrived while the program was loading are delivered now, before anything is opened.
    await nextTurn();
    stop.asked.throwIfAborted();
    stop.started(await start(configuration, stop.log, stop.asked));
  } catch (error) {
    if (stop.asked.aborted) return stop.abandonStart();
    const told = startFailure(error);
    if (told === undefined) stop.log?.fatal({ error }, `${name} cannot start`);
    else process.stderr.write(`${name} cannot start. ${told}\n`);
    process.exit(1);
  }
}

/** A stop that may be requested at any time, also during the start. */
class Stop {
  log: Log | undefined;
  deadlineSeconds = CLOSING_SECONDS;
  private application: RunningApplication | undefined;
  private askedAt: number | undefined;
  private exitCode = 0;
  private deadline: NodeJS.Timeout | undefined;
  private readonly controller = new AbortController();

  /** Aborted when a stop is requested. */
  get asked(): AbortSignal {
    return this.controller.signal;
  }

  started(application: RunningApplication): void {
    this.application = application;
    if (this.asked.aborted) this.close(application);
  }

  /** The start was cancelled by the stop: the process ends as requested. */
  abandonStart(): void {
    this.log?.info('stopped before the start was complete');
    process.exit(this.exitCode);
  }

  ask(reason: string, exitCode: number): void {
    // An error shortly after the signal still makes the end a failure.
    this.exitCode ||= exitCode;
    if (this.askedAt !== undefined) {
      if (performance.now() - this.askedAt < SAME_KEY_PRESS_MILLISECONDS) return;
      this.log?.warn({ reason }, 'stopping at once');
      process.exit(1);
    }
    this.askedAt = performance.now();
    this.log?.info({ reason }, 'stopping');
    this.controller.abort();
    if (this.application !== undefined) this.close(this.application);
    else this.endAfter(ABANDONED_START_SECONDS, () => this.abandonStart());
  }

  private close(application: RunningApplication): void {
    const { deadlineSeconds } = this;
    this.endAfter(deadlineSeconds, () => {
      this.log?.error({ deadlineSeconds }, 'the graceful stop took too long; ending now');
      process.exit(1);
    });
    application.close().then(
      () => {
        this.log?.info('stopped');
        process.exit(this.exitCode);
      },
      (error: unknown) => {
        this.log?.error({ error }, 'the graceful stop failed');
        process.exit(1);
      },
    );
  }

  /**
   * The timer keeps the process alive: a process that hangs with nothing left to do would otherwise end with code 0.
   */
  private endAfter(seconds: number, end: () => void): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(end, seconds * 1_000);
  }
}

/** Node writes its warnings to standard error, and blocks if that is not read. */
function logWarnings(log: Log): void {
  process.removeAllListeners('warning');
  process.on('warning', (error) => log.warn({ error }, 'a warning from Node.js'));
}

/** The message for an error that its reader can correct; undefined for other errors. */
function startFailure(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) return error.message;
  const { address, code, port } = error as Partial<NodeJS.ErrnoException & { address: string; port: number }>;
  if (code === 'EADDRINUSE') {
    return `Another process listens on ${address}:${port}. Stop it, or choose another port in the configuration.`;
  }
  return undefined;
}
