/** How much one queue holds now. Brokers count approximately while messages come and go. */
export interface QueueDepth {
  /** Logical name. */
  readonly queue: string;
  /** Messages that may be received now. */
  readonly waiting: number;
  /** Messages in flight, and those that become visible later. */
  readonly inFlight: number;
}

/** Measures the queues, those that others read as well: what piles up before a service that is down is seen elsewhere. */
export interface QueueGauge {
  /** One entry per queue that exists. Rejects while the broker cannot be asked. */
  depths(): Promise<readonly QueueDepth[]>;
}
