import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 4_000;

/** The end of a log file, for an error message; empty when there is no such file. */
export function logTail(path: string, lines = 25): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return ''; // nothing was ever written
  }
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(file);
  }
}
