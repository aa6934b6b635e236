/** SQS takes ten entries in one batch. */
export const MAX_BATCH_ENTRIES = 10;
/** SQS takes 1 MiB in all entries of a batch, several compatible servers 256 KiB; the rest is for what surrounds a body. */
export const MAX_BATCH_BYTES = 250 * 1024;

/** One message of a batch with its place among all that are to be published. */
export interface BatchEntry {
  readonly place: number;
  readonly body: string;
}

export interface Batch {
  readonly url: string;
  readonly entries: readonly BatchEntry[];
}

const encoder = new TextEncoder();

/** Cuts one queue's messages into batches, in order. A message that is too large for any batch gets one of its own. */
export function toBatches(url: string, entries: readonly BatchEntry[]): Batch[] {
  const batches: { url: string; entries: BatchEntry[] }[] = [];
  let open: BatchEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    // SQS counts bytes of UTF-8, not characters.
    const size = encoder.encode(entry.body).length;
    if (open.length === 0 || open.length === MAX_BATCH_ENTRIES || bytes + size > MAX_BATCH_BYTES) {
      open = [];
      bytes = 0;
      batches.push({ url, entries: open });
    }
    open.push(entry);
    bytes += size;
  }
  return batches;
}
