import { writeSync } from 'node:fs';

/** The reader is gone, or the descriptor was closed. */
const GONE = new Set(['EPIPE', 'EBADF']);

/** Returns how many of these bytes the reader accepts now; undefined if it is permanently gone. */
export type TakesNow = (bytes: Buffer) => number | undefined;

/** For a file descriptor. Temporary errors, such as a full pipe (EAGAIN) or a full disk (ENOSPC), return 0. */
export function takesNow(descriptor: number): TakesNow {
  return (bytes) => {
    try {
      return writeSync(descriptor, bytes);
    } catch (error) {
      return GONE.has((error as NodeJS.ErrnoException).code ?? '') ? undefined : 0;
    }
  };
}
