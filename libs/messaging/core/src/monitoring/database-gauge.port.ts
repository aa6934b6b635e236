/** An open transaction in the database of a store, of any client. */
export interface OpenTransaction {
  readonly ageSeconds: number;
  /** The application's name as its session gives it, or the name of a prepared transaction. */
  readonly owner: string;
  /** Of the session; undefined for a prepared transaction. */
  readonly processId: number | undefined;
  /** What the session does now: `idle in transaction`. */
  readonly state: string;
}

export interface DatabaseMeasure {
  /** Of the transactions that the service may see; undefined when there is none. */
  readonly oldestTransaction: OpenTransaction | undefined;
  /** Outbox rows that are deleted and still stored, because of an old transaction or until the next vacuum. */
  readonly deletedOutboxRows: number;
}

/** What makes the work on a database dearer over time: transactions that do not end keep everything that was deleted. */
export interface DatabaseGauge {
  measure(): Promise<DatabaseMeasure>;
}
