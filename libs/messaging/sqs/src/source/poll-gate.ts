import { ERROR_POLICY, jitteredPause, type Randomness, type Timers } from '@decouple/messaging-core';

/** Thrown instead of polling when the source is stopping. Named like every cut-off call, since that is what it is. */
class PollingStoppedError extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('The source is stopping: nothing is polled any more.');
  }
}

export interface PollGateParts {
  /** Resolves when polling may begin. */
  readonly opened: Promise<void>;
  readonly stopping: AbortSignal;
  readonly timers: Timers;
  readonly randomness: Randomness;
}

/** sqs-consumer polls again at once after most errors (27 times a second on a refused connection). */
const { backoff: BACKOFF } = ERROR_POLICY['poll-failed'];

/** Stands before each poll of one loop: closed until the source is started, slow while polls fail. */
export class PollGate {
  private failures = 0;

  constructor(private readonly parts: PollGateParts) {}

  /** @throws an `AbortError` when the source is stopping */
  async pass(): Promise<void> {
    const { opened, randomness, stopping, timers } = this.parts;
    await opened;
    if (this.failures > 0) await timers.sleep(jitteredPause(BACKOFF, this.failures, randomness), stopping);
    if (stopping.aborted) throw new PollingStoppedError();
  }

  pollSucceeded(): void {
    this.failures = 0;
  }

  pollFailed(): void {
    this.failures += 1;
  }
}
