const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Far above any payment. Without a bound, one missing line break could use all memory. */
const MAX_LINE_BYTES = 64 * 1_024;

/** A line of a text file, numbered from 1. `text` is undefined if it cannot be read; `flaw` says why. */
export type Line =
  | { readonly number: number; readonly text: string; readonly flaw?: undefined }
  | { readonly number: number; readonly text?: undefined; readonly flaw: string };

/** Reads the lines of a file of any size in constant memory. A quoted field cannot span lines, so a bad quote affects one row. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest: Buffer = Buffer.alloc(0);
  let overlong = false;
  let number = 0;

  const lineOf = (bytes: Buffer): Line => {
    number += 1;
    if (overlong || bytes.length > MAX_LINE_BYTES) {
      overlong = false;
      return { number, flaw: `is longer than ${MAX_LINE_BYTES / 1_024} KB` };
    }
    const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
    try {
      // The decoder drops a byte order mark, which only the first line has.
      return { number, text: decoder.decode(bytes.subarray(0, end)) };
    } catch {
      return { number, flaw: 'is not UTF-8' };
    }
  };

  for await (const chunk of chunks) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE)) {
      yield lineOf(bytes.subarray(0, end));
      bytes = bytes.subarray(end + 1);
    }
    overlong ||= bytes.length > MAX_LINE_BYTES;
    rest = overlong ? Buffer.alloc(0) : bytes;
  }
  if (rest.length > 0 || overlong) yield lineOf(rest);
}
