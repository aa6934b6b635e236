import { type DestinationStream, type Logger, pino } from 'pino';
import { errorFields } from './error-fields';

export type Log = Logger;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const STANDARD_OUTPUT = 1;

/**
 * One JSON object a line, as log collectors expect it. What is logged as `error` keeps class, message, stack, cause and
 * its plain facts.
 *
 * What was logged is written: synchronously, because pino's own default loses or reorders the last lines of a process that
 * calls `process.exit`, and those are the ones that tell why.
 *
 * @param destination standard output when absent
 */
export function createLog(service: string, level: LogLevel, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFields },
    },
    destination ?? pino.destination({ dest: STANDARD_OUTPUT, sync: true }),
  );
}
