import type { Message } from '@aws-sdk/client-sqs';
import type { Timers } from '@decouple/messaging-core';
import type { MessageVisibility } from './message-visibility';

/** If one beat is lost, the next is still in time. */
const BEATS_PER_TIMEOUT = 3;

/** Keeps a batch invisible to other consumers while it is handled. */
export class VisibilityHeartbeat {
  private readonly stopping = new AbortController();
  private readonly beating: Promise<void>;

  constructor(
    private readonly batch: readonly Message[],
    private readonly visibility: MessageVisibility,
    private readonly timeoutSeconds: number,
    private readonly timers: Timers,
  ) {
    this.beating = this.beat();
  }

  /** Resolves when no beat is in flight: a late one would overwrite the delay of a redelivery. */
  async stop(): Promise<void> {
    // With a reason: without one, each abort creates an error with a stack.
    if (!this.stopping.signal.aborted) this.stopping.abort('handled');
    await this.beating;
  }

  private async beat(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      await this.timers.sleep((this.timeoutSeconds * 1_000) / BEATS_PER_TIMEOUT, signal);
      if (signal.aborted) return;
      await this.visibility.change(this.batch.map((message) => ({ message, seconds: this.timeoutSeconds })));
    }
  }
}
