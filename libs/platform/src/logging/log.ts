import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { errorFields } from './error-fields';
import type { BoundedOutput } from './bounded-output';
import { bufferedStdout } from './buffered-stdout';

export type Log = Logger;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The level as pino's number. */
const WARN = 40;

/**
 * Writes one JSON object per line, as log collectors expect. `error` keeps class, message, stack, cause and plain facts
 * of an error.
 *
 * Every line is written if the process ends by itself, and the process never waits for the reader: see
 * `bufferedStdout`.
 *
 * @param destination standard output by default
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
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFields },
      hooks: {
        logMethod(line, method, levelNumber) {
          method.apply(this, line);
          // Warnings and errors are written at once.
          if (levelNumber >= WARN) destination.flushSync?.();
        },
      },
    },
    destination,
  );
  // The first log of a process reports the gaps of all logs.
  destination.report ??= (lines) =>
    log.warn({ lines }, 'log lines were dropped here: standard output was not read fast enough');
  return log;
}
