/** Identifies a message for ever, through retries, duplicates and redrives. */
export interface MessageKey {
  readonly source: string;
  readonly id: string;
}
