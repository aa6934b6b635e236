import { writeSync } from 'node:fs';

/** Nothing will ever be read from it: the reader is gone, or the descriptor was closed. */
const GONE = new Set(['EPIPE', 'EBADF']);

/** How many of these bytes a reader takes at this moment; undefined when it is gone for good. */
export type TakesNow = (bytes: Buffer) => number | undefined;

/** Of a file descriptor. What passes, such as a full pipe (EAGAIN) or a full disk (ENOSPC), is an answer of 0. */
export function takesNow(descriptor: number): TakesNow {
  return (bytes) => {
    try {
      return writeSync(descriptor, bytes);
    } catch (error) {
      return GONE.has((error as NodeJS.ErrnoException).code ?? '') ? undefined : 0;
    }
  };
}
