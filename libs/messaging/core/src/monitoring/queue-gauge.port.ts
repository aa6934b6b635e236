/** How much one queue holds at this moment. Brokers count roughly while messages come and go. */
export interface QueueDepth {
  /** Logical name. */
  readonly queue: string;
  /** Messages that may be received now. */
  readonly waiting: number;
  /** Messages in somebody's hands, and those that come back later. */
  readonly inFlight: number;
}

/** Measures the queues, those that others read as well: what piles up before a service that is down is seen elsewhere. */
export interface QueueGauge {
  /** One entry per queue that exists. Rejects while the broker cannot be asked. */
  depths(): Promise<readonly QueueDepth[]>;
}
