/** Identifies a message permanently, through retries, duplicates and redrives. */
export interface MessageKey {
  readonly source: string;
  readonly id: string;
}

/** A message on the queue that it came from: what attempts and dead letters of it have in common. */
export interface QueuedMessageKey extends MessageKey {
  /** Logical name. */
  readonly queue: string;
}
