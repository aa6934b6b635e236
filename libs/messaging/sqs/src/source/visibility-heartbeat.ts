import type { Message } from '@aws-sdk/client-sqs';
import type { Timers } from '@decouple/messaging-core';
import type { MessageVisibility } from './message-visibility';

/** One beat may get lost and the next still comes in time. */
const BEATS_PER_TIMEOUT = 3;

/** Keeps a batch invisible to other consumers for as long as it is being handled. */
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

  /** Resolves when no beat is under way: one that arrived later would overwrite the delay set for a redelivery. */
  async stop(): Promise<void> {
    // With a reason: without one every abort makes an error with a stack, for every batch.
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
