import { pino } from 'pino';

const STANDARD_OUTPUT = 1;

/** Lines are gathered to this many bytes: a system call for each would be a twentieth of what accepting a payment costs. */
const GATHERED_BYTES = 4_096;

/** Longest time that a line is gathered. */
const FLUSH_MILLISECONDS = 100;

let output: ReturnType<typeof pino.destination> | undefined;

/**
 * Standard output, written in pieces instead of lines. Writing is synchronous, and what is gathered is written when the
 * process exits, because pino's own default loses or reorders the last lines of a process that calls `process.exit`, and
 * those are the ones that tell why. Only a process that is killed takes a tenth of a second of its log with it.
 *
 * The same for every log of the process: two that gather would mix up the order of their lines.
 */
export function gatheredOutput(): ReturnType<typeof pino.destination> {
  output ??= open();
  return output;
}

function open(): ReturnType<typeof pino.destination> {
  const opened = pino.destination({ dest: STANDARD_OUTPUT, sync: true, minLength: GATHERED_BYTES });
  setInterval(() => opened.flushSync(), FLUSH_MILLISECONDS).unref();
  process.on('exit', () => opened.flushSync());
  return opened;
}
