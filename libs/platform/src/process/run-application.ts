import type { Log } from '../logging/log';

export interface RunningApplication {
  /** Stops taking work, finishes what is in hand, closes everything. */
  close(): Promise<void>;
}

export interface RunOptions {
  readonly log: Log;
  readonly environment: NodeJS.ProcessEnv;
  /** Longest time for a graceful stop; after that the process ends anyway, with exit code 1. */
  readonly shutdownDeadlineMilliseconds: number;
}

/**
 * Ctrl-C reaches every process of a terminal's group, and a parent may pass it on as well: what arrives this soon after
 * the first signal is the same key press, not a second one.
 */
const SAME_KEY_PRESS_MILLISECONDS = 400;

/** Set by whoever starts the application as its child and wants it to stop when the parent is gone. */
const STOP_WITH_PARENT = 'STOP_WITH_PARENT';

/**
 * Starts an application as a process of its own: a signal stops it gracefully, a second signal at once; an error that
 * nobody handled ends it, because its state is unknown.
 */
export async function runApplication(start: () => Promise<RunningApplication>, options: RunOptions): Promise<void> {
  const { environment, log, shutdownDeadlineMilliseconds } = options;
  let application: RunningApplication | undefined;
  let stoppingSince: number | undefined;

  const stop = (reason: string, exitCode: number): void => {
    if (stoppingSince !== undefined) {
      if (Date.now() - stoppingSince < SAME_KEY_PRESS_MILLISECONDS) return;
      log.warn({ reason }, 'stopping at once');
      process.exit(1);
    }
    stoppingSince = Date.now();
    log.info({ reason }, 'stopping');
    const deadline = setTimeout(() => {
      log.error({ shutdownDeadlineMilliseconds }, 'the graceful stop took too long; ending now');
      process.exit(1);
    }, shutdownDeadlineMilliseconds);
    Promise.resolve(application?.close()).then(
      () => {
        clearTimeout(deadline);
        log.info('stopped');
        process.exit(exitCode);
      },
      (error: unknown) => {
        log.error({ error }, 'the graceful stop failed');
        process.exit(1);
      },
    );
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal, 0));
  process.on('uncaughtException', (error) => {
    log.fatal({ error }, 'an error that nobody handled; ending');
    stop('uncaughtException', 1);
  });
  if (environment[STOP_WITH_PARENT] === 'true') process.on('disconnect', () => stop('parent is gone', 0));

  application = await start();
}
