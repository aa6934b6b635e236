/** A message as a broker hands it over: not yet read, not yet trusted. */
export interface ReceivedMessage {
  /** Logical name of the queue. */
  readonly queue: string;
  /** The broker's own name for the entry; identifies what cannot be read. */
  readonly brokerMessageId: string;
  readonly body: string;
  /** How often the broker has handed it over, this time included. Not a count of failures: see `AttemptStore`. */
  readonly receiveCount: number;
}

/** What to do with a received message. Each broker adapter turns it into its own action. */
export type Disposition =
  /** The message is settled (done, a duplicate, or kept as a dead letter): remove it from the queue. */
  | { readonly action: 'acknowledge' }
  /** Hand it over again after the delay. */
  | { readonly action: 'redeliver'; readonly delaySeconds: number };
