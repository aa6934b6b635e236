/** What shows whether the outbox is being emptied. */
export interface OutboxMonitor {
  /**
   * Names the entry that has been due for longest, whether a relay holds it or not; undefined when none is due.
   *
   * Promised: an entry whose time lies too far ahead, because the clock of the store was set back, becomes due by this.
   */
  longestDue(): Promise<string | undefined>;
}
