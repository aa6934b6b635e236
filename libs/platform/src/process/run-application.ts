import { setImmediate as nextTurn } from 'node:timers/promises';
import { ConfigurationError } from '../configuration/configuration.errors';
import { createLog, type Log, type LogLevel } from '../logging/log';
import { handleStopSignals } from './stop-signals';

export interface RunningApplication {
  /** Stops taking work, finishes what is in hand, closes everything. */
  close(): Promise<void>;
}

export interface ProcessConfiguration {
  readonly logLevel: LogLevel;
  /** How long a service goes on as before once a stop is asked for, so that balancers notice. None when absent. */
  readonly shutdownDelaySeconds?: number;
  /** How long work in progress may take to finish after that. */
  readonly shutdownGraceSeconds: number;
}

export interface ApplicationDefinition<C extends ProcessConfiguration> {
  readonly name: string;
  readonly environment: NodeJS.ProcessEnv;
  /** @throws ConfigurationError */
  readonly configure: (environment: NodeJS.ProcessEnv) => C;
  /**
   * Starts the application. `stopping` is aborted when the process is asked to stop meanwhile: the start should then
   * close what it has opened, and reject. What it resolves with all the same is closed at once.
   */
  readonly start: (configuration: C, log: Log, stopping: AbortSignal) => Promise<RunningApplication>;
}

/** For closing connections after the grace. A supervisor must wait longer than delay, grace and this before SIGKILL. */
const CLOSING_SECONDS = 5;

/** A start that is no longer wanted gets this long to close what it has opened. It serves nothing, so nothing is lost. */
const ABANDONED_START_SECONDS = 5;

/**
 * Ctrl-C reaches every process of a terminal's group, and a parent may pass it on as well: what arrives this soon after
 * the first signal is the same key press, not a second one.
 */
const SAME_KEY_PRESS_MILLISECONDS = 400;

/** Set by whoever starts the application as its child and wants it to stop when the parent is gone. */
export const STOP_WITH_PARENT = 'STOP_WITH_PARENT';

/**
 * Runs an application as a process of its own. A signal stops it gracefully, a second signal at once; a signal during the
 * start ends the process before it serves anything. An unhandled error ends the process, because its state is unknown.
 * What prevents the start is written as one message, with exit code 1.
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
      stop.log?.fatal({ error }, 'an error that nobody handled; ending');
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

/** A stop that may be asked for at any time, also while the application is still starting. */
class Stop {
  log: Log | undefined;
  deadlineSeconds = CLOSING_SECONDS;
  private application: RunningApplication | undefined;
  private askedAt: number | undefined;
  private exitCode = 0;
  private deadline: NodeJS.Timeout | undefined;
  private readonly controller = new AbortController();

  /** Aborted as soon as a stop is asked for. */
  get asked(): AbortSignal {
    return this.controller.signal;
  }

  started(application: RunningApplication): void {
    this.application = application;
    if (this.asked.aborted) this.close(application);
  }

  /** The start was given up because of the stop: the process ends as it was asked to. */
  abandonStart(): void {
    this.log?.info('stopped before the start was complete');
    process.exit(this.exitCode);
  }

  ask(reason: string, exitCode: number): void {
    // An error beside the signal of a moment ago still makes the end a failure.
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

  /** The timer keeps the process alive: one that hangs with nothing left to do would otherwise end with code 0. */
  private endAfter(seconds: number, end: () => void): void {
    clearTimeout(this.deadline);
    this.deadline = setTimeout(end, seconds * 1_000);
  }
}

/** Node itself writes its warnings to standard error, and waits for who reads that. */
function logWarnings(log: Log): void {
  process.removeAllListeners('warning');
  process.on('warning', (error) => log.warn({ error }, 'a warning from Node.js'));
}

/** What a person can do something about, in words; undefined for everything else. */
function startFailure(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) return error.message;
  const { address, code, port } = error as Partial<NodeJS.ErrnoException & { address: string; port: number }>;
  if (code === 'EADDRINUSE') {
    return `Another process listens on ${address}:${port}. Stop it, or choose another port in the configuration.`;
  }
  return undefined;
}
