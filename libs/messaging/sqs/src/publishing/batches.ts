/** SQS accepts ten entries in one batch. */
export const MAX_BATCH_ENTRIES = 10;
/** SQS accepts 1 MiB for all entries of a batch, several compatible servers 256 KiB. The rest is for ids and group ids. */
export const MAX_BATCH_BYTES = 250 * 1024;

/** One message of a batch, with its position among all messages to publish. */
export interface BatchEntry {
  readonly place: number;
  readonly body: string;
  readonly groupId?: string | undefined;
}

export interface Batch {
  readonly url: string;
  readonly entries: readonly BatchEntry[];
}

const encoder = new TextEncoder();

/** Splits the messages of one queue into batches, in order. A message that is too large for any batch gets its own. */
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
