import { BoundedOutput } from './bounded-output';
import { takesNow } from './takes-now';

const STANDARD_OUTPUT = 1;

/** Maximum time that a line is buffered. */
const FLUSH_MILLISECONDS = 100;

/** Interval between two attempts while the reader is slow. */
const RETRY_MILLISECONDS = 5;

/** Time for a slow reader to accept the last lines when the process ends. */
const EXIT_MILLISECONDS = 2_000;

let output: BoundedOutput | undefined;

/**
 * Standard output, written in large pieces and without waiting: a log without a reader must not stop the service. Lines
 * keep their order. The buffer is written when the process exits, because pino's own default loses or reorders the last
 * lines of a process that calls `process.exit`. A process that is killed loses the last 100 ms of its log; one with a
 * slow reader also loses what the reader has not accepted within `EXIT_MILLISECONDS`. pino's own destination is not
 * used: it calls fsync on a log file with every flush, and blocks the process meanwhile.
 *
 * All logs of a process share it: two outputs would mix up the order of their lines.
 */
export function bufferedStdout(): BoundedOutput {
  output ??= open();
  return output;
}

function open(): BoundedOutput {
  // Node makes a pipe non-blocking when it first opens this stream. Otherwise a write to a full pipe blocks in the
  // kernel. A terminal stays blocking: Ctrl-S stops the process, as the user intended.
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

/** An exit handler cannot await, so this blocks the thread. */
function finish(last: BoundedOutput): void {
  const until = performance.now() + EXIT_MILLISECONDS;
  last.flushSync();
  while (!last.isEmpty && performance.now() < until) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MILLISECONDS);
    last.flushSync();
  }
}
