import { announce } from '../announcing/announce';
import type { FailureAnnouncer } from '../announcing/failure-announcer';
import { type GivenUp, KeepDeadLetter, type KeepDeadLetterDeps } from '../dead-letters/keep-dead-letter';
import { type Envelope, isUnreadable } from '../message/envelope';
import type { Disposition, ReceivedMessage } from '../message/received-message';
import { InfrastructureError } from '../outage/infrastructure.error';
import type { OutageBreaker } from '../outage/outage-breaker';
import { ERROR_POLICY } from '../retry/error-policy';
import { jitteredPause } from '../retry/jittered-pause';
import { backoffSeconds, type RetryPolicy } from '../retry/retry-policy';
import type { Clock } from '../system/clock.port';
import type { Randomness } from '../system/randomness.port';
import type { AttemptStore, CountedFailure } from './attempt-store.port';
import type { Failure } from './handle-message';
import { PermanentError } from './permanent.error';

export interface FailureHandlingDeps<M extends Envelope> extends KeepDeadLetterDeps<M> {
  readonly announcer: FailureAnnouncer<M>;
  readonly attempts: AttemptStore;
  readonly breaker: Pick<OutageBreaker, 'isOpen' | 'trip'>;
  readonly retryPolicy: RetryPolicy;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export const ACKNOWLEDGE: Disposition = { action: 'acknowledge' };

/** Records why a message was not handled, and decides whether and when it comes back. `ERROR_POLICY` says which. */
export class FailureHandling<M extends Envelope> {
  private readonly deadLetters: KeepDeadLetter<M>;

  constructor(private readonly deps: FailureHandlingDeps<M>) {
    this.deadLetters = new KeepDeadLetter(deps);
  }

  /** Never rejects. */
  async dispose(received: ReceivedMessage, failure: Failure<M>, signal: AbortSignal): Promise<Disposition> {
    try {
      return await this.react(received, failure);
    } catch (error) {
      // Recording the failure failed, so nothing is settled.
      return signal.aborted ? this.giveBack(received) : this.returnUnharmed(received, error);
    }
  }

  /** At once, so that a stop delays nothing; during an outage later, or every restart would cost each message a receive. */
  giveBack(received: ReceivedMessage): Disposition {
    const delaySeconds = this.deps.breaker.isOpen ? this.outageDelaySeconds(received) : 0;
    return { action: 'redeliver', delaySeconds };
  }

  private react(received: ReceivedMessage, failure: Failure<M>): Disposition | Promise<Disposition> {
    const { error, errorClass, message } = failure;
    switch (ERROR_POLICY[errorClass].reaction) {
      case 'give-back':
        return this.giveBack(received);
      case 'wait-out':
        return this.returnUnharmed(received, error);
      case 'dead-letter':
        return this.giveUp(received, failure);
      case 'retry':
        // Attempts are counted by identity: without one there is nothing to count.
        return message === undefined ? this.giveUp(received, failure) : this.retry(received, message, error);
    }
  }

  private async retry(received: ReceivedMessage, message: M, error: unknown): Promise<Disposition> {
    const { announcer, attempts, clock, nudgeRelay, observer, randomness, retryPolicy } = this.deps;
    const { queue } = received;
    const { id, source, type } = message;
    const chance = randomness.next();
    const delayAfter = (attempt: number): number => backoffSeconds(retryPolicy, attempt, { next: () => chance });
    // A copy that fails after another was given up is given up with it: tried again it would say "delayed" of a message
    // that waits for a person.
    const isOver = ({ attempt, givenUp }: CountedFailure): boolean =>
      attempt >= retryPolicy.maxAttempts || givenUp !== undefined;
    const failure = await attempts.countFailure({ queue, source, id }, (counted) => {
      if (isOver(counted)) return [];
      const { attempt, sequence } = counted;
      const nextAttemptAt = new Date(clock.now().getTime() + delayAfter(attempt) * 1_000);
      const facts = { attempt, nextAttemptAt, reasonCode: 'handler-failed', sequence };
      return announce({ queue, type, id }, observer, () => announcer.delayed(message, facts));
    });
    const { attempt, givenUp } = failure;
    if (isOver(failure)) {
      const reasonCode = givenUp?.reasonCode ?? 'attempts-exhausted';
      return this.keep({ received, message, type, reasonCode, error, attempts: (givenUp?.attempts ?? 0) + attempt });
    }
    if (failure.announced > 0) nudgeRelay();
    const delaySeconds = delayAfter(attempt);
    observer.observe({ kind: 'message-delayed', queue, type, id, attempt, delaySeconds, error });
    return { action: 'redeliver', delaySeconds };
  }

  private async giveUp(received: ReceivedMessage, { error, errorClass, message }: Failure<M>): Promise<Disposition> {
    const { queue, receiveCount } = received;
    // Only a handler makes an attempt; otherwise the broker's count is all there is.
    const attempts =
      message === undefined || errorClass === 'unhandled'
        ? receiveCount
        : (await this.deps.attempts.countFailure({ queue, source: message.source, id: message.id })).attempt;
    const type = message?.type ?? (isUnreadable(error) ? error.messageType : undefined);
    return this.keep({ received, message, type, reasonCode: reasonCodeOf(error), error, attempts });
  }

  private async keep(givenUp: GivenUp<M>): Promise<Disposition> {
    await this.deadLetters.execute(givenUp);
    return ACKNOWLEDGE;
  }

  /** The world is broken, not the message: nothing is settled, and no attempt is counted. */
  private returnUnharmed(received: ReceivedMessage, error: unknown): Disposition {
    const { breaker, observer } = this.deps;
    if (error instanceof InfrastructureError) breaker.trip(error);
    const delaySeconds = this.outageDelaySeconds(received);
    const { queue, brokerMessageId: id } = received;
    observer.observe({ kind: 'message-returned', queue, id, delaySeconds, error });
    return { action: 'redeliver', delaySeconds };
  }

  private outageDelaySeconds({ receiveCount }: ReceivedMessage): number {
    const milliseconds = jitteredPause(ERROR_POLICY['outage-redelivery'].backoff, receiveCount, this.deps.randomness);
    return Math.ceil(milliseconds / 1_000);
  }
}

function reasonCodeOf(error: unknown): string {
  return error instanceof PermanentError || isUnreadable(error) ? error.code : 'handler-failed';
}
