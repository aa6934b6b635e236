/** A message version that a service declares to handle, by a handler for it, and how much it was needed. */
export interface HandlerUse {
  readonly messageType: string;
  /** How often the handler was called since the process started, further attempts included. */
  readonly handled: number;
  /** Undefined: not since the process started. A version that stays unused everywhere has no sender. */
  readonly lastHandledAt: Date | undefined;
}
