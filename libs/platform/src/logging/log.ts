import { type DestinationStream, type Logger, pino } from 'pino';
import { errorFields } from './error-fields';
import type { BoundedOutput } from './bounded-output';
import { bufferedStdout } from './buffered-stdout';

export type Log = Logger;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** pino's number of the level. */
const WARN = 40;

/**
 * One JSON object a line, as log collectors expect it. What is logged as `error` keeps class, message, stack, cause and
 * its plain facts.
 *
 * What was logged is written, whichever way the process ends on its own account, and the process never waits for who
 * reads it: see `bufferedStdout`.
 *
 * @param destination standard output when absent
 */
export function createLog(
  service: string,
  level: LogLevel,
  destination: DestinationStream & Partial<Pick<BoundedOutput, 'flushSync' | 'report'>> = bufferedStdout(),
): Log {
  const log = pino(
    {
      level,
      base: { service },
      timestamp: lineTime(),
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFields },
      hooks: {
        logMethod(line, method, levelNumber) {
          method.apply(this, line);
          // Trouble is told at once: who looks for it looks now.
          if (levelNumber >= WARN) destination.flushSync?.();
        },
      },
    },
    destination,
  );
  // The first log of a process reports the gaps of all.
  destination.report ??= (lines) =>
    log.warn({ lines }, 'log lines were dropped here: standard output was not read fast enough');
  return log;
}

/** What pino's own `isoTime` writes, made into text once for all lines of a millisecond: half of what a short line costs. */
function lineTime(): () => string {
  let milliseconds = Number.NaN;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== milliseconds) {
      milliseconds = now;
      text = `,"time":"${new Date(now).toISOString()}"`;
    }
    return text;
  };
}
