import { ConfigurationError } from '../configuration/configuration.errors';
import { createLog, type Log, type LogLevel } from '../logging/log';

export interface RunningApplication {
  /** Stops taking work, finishes what is in hand, closes everything. */
  close(): Promise<void>;
}

export interface ProcessConfiguration {
  readonly logLevel: LogLevel;
  /** How long work in hand may take to finish once a stop is asked for. */
  readonly shutdownGraceSeconds: number;
}

export interface ApplicationDefinition<C extends ProcessConfiguration> {
  readonly name: string;
  readonly environment: NodeJS.ProcessEnv;
  /** @throws ConfigurationError */
  readonly configure: (environment: NodeJS.ProcessEnv) => C;
  readonly start: (configuration: C, log: Log) => Promise<RunningApplication>;
}

/** For closing connections after the grace is over. Whoever sends SIGKILL must wait longer than both together. */
const CLOSING_SECONDS = 5;

/**
 * Ctrl-C reaches every process of a terminal's group, and a parent may pass it on as well: what arrives this soon after
 * the first signal is the same key press, not a second one.
 */
const SAME_KEY_PRESS_MILLISECONDS = 400;

/** Set by whoever starts the application as its child and wants it to stop when the parent is gone. */
export const STOP_WITH_PARENT = 'STOP_WITH_PARENT';

/**
 * Runs an application as a process of its own: a signal stops it gracefully, a second signal at once; an error that
 * nobody handled ends it, because its state is unknown. What keeps it from starting is told in one message, with exit
 * code 1.
 */
export async function runApplication<C extends ProcessConfiguration>(
  definition: ApplicationDefinition<C>,
): Promise<void> {
  const { configure, environment, name, start } = definition;
  const stop = new Stop();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.ask(signal, 0));
  if (environment[STOP_WITH_PARENT] === 'true') process.on('disconnect', () => stop.ask('the parent is gone', 0));
  try {
    const configuration = configure(environment);
    stop.log = createLog(name, configuration.logLevel);
    stop.deadlineSeconds = configuration.shutdownGraceSeconds + CLOSING_SECONDS;
    process.on('uncaughtException', (error) => {
      stop.log?.fatal({ error }, 'an error that nobody handled; ending');
      stop.ask('uncaughtException', 1);
    });
    stop.started(await start(configuration, stop.log));
  } catch (error) {
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

  started(application: RunningApplication): void {
    this.application = application;
    if (this.askedAt !== undefined) this.close();
  }

  ask(reason: string, exitCode: number): void {
    // An error beside the signal of a moment ago still makes the end a failure.
    this.exitCode ||= exitCode;
    if (this.askedAt !== undefined) {
      if (Date.now() - this.askedAt < SAME_KEY_PRESS_MILLISECONDS) return;
      this.log?.warn({ reason }, 'stopping at once');
      process.exit(1);
    }
    this.askedAt = Date.now();
    this.log?.info({ reason }, 'stopping');
    // Keeps the process alive: one that hangs with nothing left to do would otherwise end as if all had gone well.
    setTimeout(() => {
      this.log?.error({ deadlineSeconds: this.deadlineSeconds }, 'the graceful stop took too long; ending now');
      process.exit(1);
    }, this.deadlineSeconds * 1_000);
    if (this.application !== undefined) this.close();
  }

  private close(): void {
    this.application?.close().then(
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
