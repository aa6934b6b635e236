import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Which file it is, by its content. */
export interface Fingerprint {
  readonly sha256: string;
  /** The header and blank lines included. */
  readonly lines: number;
}

const NEWLINE = 0x0a;

export async function fingerprintOf(file: string): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let lines = 0;
  let last = NEWLINE;
  for await (const chunk of createReadStream(file, { highWaterMark: 1_024 * 1_024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
    last = chunk.at(-1) ?? last;
  }
  return { sha256: hash.digest('hex'), lines: last === NEWLINE ? lines : lines + 1 };
}

/**
 * The idempotency keys of a file: the same for the same line of the same content, whenever and wherever it is paid, also
 * when its results are lost. In letters, because a long row of digits may look like a card number.
 */
export function keysOf({ sha256 }: Fingerprint): { readonly prefix: string; of(line: number): string } {
  const letters = Array.from(sha256.slice(0, 32), (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  const prefix = `batch-${letters.join('')}-`;
  return { prefix, of: (line) => `${prefix}${line}` };
}
