import { BoundedOutput } from './bounded-output';
import { takesNow } from './takes-now';

const STANDARD_OUTPUT = 1;

/** Longest time that a line is gathered. */
const FLUSH_MILLISECONDS = 100;

/** Between two tries while the reader is slow. */
const RETRY_MILLISECONDS = 5;

/** When the process ends, a slow reader gets this long to take the last lines. */
const EXIT_MILLISECONDS = 2_000;

let output: BoundedOutput | undefined;

/**
 * Standard output, written in pieces instead of lines, and never waited for: a log that nobody reads must not stop
 * payments. Lines keep their order. What is gathered is written when the process exits, because pino's own default loses
 * or reorders the last lines of a process that calls `process.exit`, and those explain the end. A process that is killed
 * loses the last 100 ms of its log; one whose reader is slow also loses what the reader has not taken within
 * `EXIT_MILLISECONDS`. pino's own destination is not used: it forces a log file onto the disk with every flush and stops
 * the process meanwhile.
 *
 * All logs of a process share it: two outputs would mix up the order of their lines.
 */
export function bufferedStdout(): BoundedOutput {
  output ??= open();
  return output;
}

function open(): BoundedOutput {
  // Node makes a pipe non-blocking when it first opens this stream. Otherwise a write to a full pipe waits in the kernel,
  // where nothing can interrupt it. A terminal stays blocking: Ctrl-S stops the process, as its user asked for.
  void process.stdout;
  const opened = new BoundedOutput(takesNow(STANDARD_OUTPUT));
  const flushAndGoOn = (): void => {
    opened.flushSync();
    setTimeout(flushAndGoOn, opened.isEmpty ? FLUSH_MILLISECONDS : RETRY_MILLISECONDS).unref();
  };
  setTimeout(flushAndGoOn, FLUSH_MILLISECONDS).unref();
  process.on('exit', () => finish(opened));
  return opened;
}

/** An exit handler cannot await anything: it waits by stopping the thread. */
function finish(last: BoundedOutput): void {
  const until = performance.now() + EXIT_MILLISECONDS;
  last.flushSync();
  while (!last.isEmpty && performance.now() < until) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MILLISECONDS);
    last.flushSync();
  }
}
