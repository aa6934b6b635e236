import { writeSync } from 'node:fs';

const STANDARD_OUTPUT = 1;

/** Lines are gathered to this many characters: a system call for each would be a twentieth of what a payment costs. */
const GATHERED_CHARACTERS = 16_384;

/** Longest time that a line is gathered. */
const FLUSH_MILLISECONDS = 100;

/** Between two tries of a pipe that is full because its reader is slow. */
const FULL_PIPE_MILLISECONDS = 5;

/** Where a log writes its lines. */
export interface GatheredOutput {
  write(line: string): void;
  /** Writes what is gathered, now. */
  flushSync(): void;
}

let output: GatheredOutput | undefined;

/**
 * Standard output, written in pieces instead of lines. Writing is synchronous, and what is gathered is written when the
 * process exits, because pino's own default loses or reorders the last lines of a process that calls `process.exit`, and
 * those are the ones that tell why. Only a process that is killed takes a tenth of a second of its log with it. Not
 * pino's destination, which forces a log file onto the disk with every flush and stops the process meanwhile.
 *
 * The same for every log of the process: two that gather would mix up the order of their lines.
 */
export function gatheredOutput(): GatheredOutput {
  output ??= open();
  return output;
}

function open(): GatheredOutput {
  let gathered = '';
  const flushSync = (): void => {
    const bytes = Buffer.from(gathered);
    gathered = '';
    writeWhole(bytes);
  };
  setInterval(flushSync, FLUSH_MILLISECONDS).unref();
  process.on('exit', flushSync);
  return {
    write: (line) => {
      gathered += line;
      if (gathered.length >= GATHERED_CHARACTERS) flushSync();
    },
    flushSync,
  };
}

function writeWhole(bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(STANDARD_OUTPUT, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nobody reads any more: there is nobody left to tell.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_MILLISECONDS);
    }
  }
}
