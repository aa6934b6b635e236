import { type Message, MessageError, parseMessage } from '@decouple/contracts';
import { InfrastructureError, PermanentError } from '../delivery.errors';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { Disposition, ReceivedMessage } from '../message/received-message';
import type { OutageBreaker } from '../outage/outage-breaker';
import type { AttemptStore, CountedFailure } from '../ports/attempt-store.port';
import type { Clock } from '../ports/clock.port';
import type { DeadLetterStore } from '../ports/dead-letter-store.port';
import type { DeliveryObserver } from '../ports/delivery-observer.port';
import type { MonotonicClock } from '../ports/monotonic-clock.port';
import type { Randomness } from '../ports/randomness.port';
import { ERROR_POLICY, type ErrorReaction } from '../retry/error-policy';
import { jitteredPause } from '../retry/jittered-pause';
import { backoffSeconds, type RetryPolicy } from '../retry/retry-policy';
import type { ConcurrencyLimit } from './concurrency-limit';
import { describeError } from './describe-error';
import { errorClassOf } from './error-class';
import type { FailureAnnouncer } from './failure-announcer';
import type { MessageHandler } from './message-handler';
import type { RateLimiter } from './rate-limiter';

export interface MessageDispatcherDeps {
  readonly handlerFor: (type: string) => MessageHandler | undefined;
  readonly announcer: FailureAnnouncer;
  readonly attempts: AttemptStore;
  readonly deadLetters: DeadLetterStore;
  /** Takes out of the text of an unreadable message what must not be stored; nothing when absent. */
  readonly redact?: ((body: string) => string) | undefined;
  /** Called after each commit that has put an announcement into the outbox. */
  readonly nudgeRelay: () => void;
  readonly breaker: OutageBreaker;
  /** How fast messages may be handled; as fast as they come when absent. */
  readonly rateLimiter?: RateLimiter | undefined;
  /** How many messages may be in the hands of handlers at once; as many as come when absent. */
  readonly concurrencyLimit?: ConcurrencyLimit | undefined;
  readonly retryPolicy: RetryPolicy;
  readonly clock: Clock;
  readonly monotonic: MonotonicClock;
  readonly randomness: Randomness;
  readonly observer: DeliveryObserver;
}

/** What others are told, and the error to report. */
interface Announcement {
  readonly messages: readonly OutgoingMessage[];
  readonly error: unknown;
}

/** Turns each received message into a disposition: hands it to its handler and decides what a failure means. */
export class MessageDispatcher {
  constructor(private readonly deps: MessageDispatcherDeps) {}

  /**
   * Handles a batch; the messages are independent of each other. While an outage lasts it waits, so that nothing more
   * is pulled. Never rejects.
   */
  async handleBatch(batch: readonly ReceivedMessage[], signal: AbortSignal): Promise<readonly Disposition[]> {
    await this.deps.breaker.closed(signal);
    await this.deps.rateLimiter?.take(batch.length, signal);
    return Promise.all(batch.map((received) => this.dispatch(received, signal)));
  }

  private async dispatch(received: ReceivedMessage, signal: AbortSignal): Promise<Disposition> {
    const leave = await this.deps.concurrencyLimit?.enter(signal);
    try {
      return await this.dispose(received, signal);
    } finally {
      leave?.();
    }
  }

  private async dispose(received: ReceivedMessage, signal: AbortSignal): Promise<Disposition> {
    // Not begun: give it back unharmed.
    if (signal.aborted) return this.giveBack(received);
    try {
      return await this.handle(received, signal);
    } catch (error) {
      // Cut off by a shutdown: whatever it threw is no fault of the message.
      if (signal.aborted) return this.giveBack(received);
      return this.returnUnharmed(received, error);
    }
  }

  private async handle(received: ReceivedMessage, signal: AbortSignal): Promise<Disposition> {
    const { handlerFor, monotonic, observer } = this.deps;
    let message: Message;
    try {
      message = parseMessage(received.body);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      return this.deadLetter(received, undefined, error.code, error, received.receiveCount);
    }
    const handler = handlerFor(message.type);
    if (handler === undefined) {
      const detail = `Queue "${received.queue}" has no handler for ${message.type}.`;
      const error = new PermanentError('message-type-unhandled', detail);
      return this.deadLetter(received, message, error.code, error, received.receiveCount);
    }
    const startedAt = monotonic.milliseconds();
    try {
      const result = await handler(message, { queue: received.queue, receiveCount: received.receiveCount, signal });
      observer.observe({
        kind: 'message-settled',
        queue: received.queue,
        type: message.type,
        id: message.id,
        result,
        durationMilliseconds: monotonic.milliseconds() - startedAt,
      });
      return { action: 'acknowledge' };
    } catch (error) {
      const { reaction } = ERROR_POLICY[errorClassOf(error, signal)];
      if (reaction === 'give-back' || reaction === 'wait-out') throw error;
      return this.afterFailure(received, message, error, reaction);
    }
  }

  private async afterFailure(
    received: ReceivedMessage,
    message: Message,
    error: unknown,
    reaction: ErrorReaction,
  ): Promise<Disposition> {
    const { announcer, attempts, clock, nudgeRelay, observer, randomness, retryPolicy } = this.deps;
    const { queue } = received;
    const chance = randomness.next();
    const delayAfter = (attempt: number): number => backoffSeconds(retryPolicy, attempt, { next: () => chance });
    // A copy that fails after another was given up is given up with it: tried again it would say "delayed" of a message
    // that waits for a person.
    const isOver = ({ attempt, givenUp }: CountedFailure): boolean =>
      reaction === 'dead-letter' || givenUp !== undefined || attempt >= retryPolicy.maxAttempts;
    let announced: Announcement = { messages: [], error };
    const failure = await attempts.countFailure({ queue, source: message.source, id: message.id }, (counted) => {
      if (isOver(counted)) return [];
      const { attempt, sequence } = counted;
      const nextAttemptAt = new Date(clock.now().getTime() + delayAfter(attempt) * 1_000);
      const facts = { attempt, nextAttemptAt, reasonCode: 'handler-failed', sequence };
      announced = announce(error, () => announcer.delayed(message, facts));
      return announced.messages;
    });
    if (isOver(failure)) return this.giveUp(received, message, error, failure);
    if (announced.messages.length > 0) nudgeRelay();
    const { attempt } = failure;
    const delaySeconds = delayAfter(attempt);
    const facts = { queue, type: message.type, id: message.id, attempt, delaySeconds };
    observer.observe({ kind: 'message-delayed', ...facts, error: announced.error });
    return { action: 'redeliver', delaySeconds };
  }

  private giveUp(
    received: ReceivedMessage,
    message: Message,
    error: unknown,
    { attempt, givenUp }: CountedFailure,
  ): Promise<Disposition> {
    if (error instanceof PermanentError) return this.deadLetter(received, message, error.code, error, attempt);
    const reasonCode = givenUp?.reasonCode ?? 'attempts-exhausted';
    return this.deadLetter(received, message, reasonCode, error, (givenUp?.attempts ?? 0) + attempt);
  }

  private async deadLetter(
    received: ReceivedMessage,
    message: Message | undefined,
    reasonCode: string,
    error: unknown,
    attempts: number,
  ): Promise<Disposition> {
    const { announcer, deadLetters, nudgeRelay, observer, redact = asItIs } = this.deps;
    const { queue } = received;
    // What cannot be read has no identity of its own; the broker's is the next best.
    const key = message ?? { source: `broker:${queue}`, id: received.brokerMessageId };
    const type = message?.type ?? (error instanceof MessageError ? error.messageType : undefined);
    let announced: Announcement = { messages: [], error };
    await deadLetters.add(
      {
        queue,
        source: key.source,
        id: key.id,
        type,
        body: message === undefined ? redact(received.body) : received.body,
        reasonCode,
        ...describeError(error),
        attempts,
        traceparent: message?.traceparent,
      },
      (sequence) => {
        if (message === undefined) return [];
        announced = announce(error, () => announcer.parked(message, { attempts, reasonCode, sequence }));
        return announced.messages;
      },
    );
    if (announced.messages.length > 0) nudgeRelay();
    // Not the type that an unreadable message gives: observers count by type, and a sender could make up any number.
    const facts = { queue, type: message?.type, id: key.id, reasonCode };
    observer.observe({ kind: 'message-dead-lettered', ...facts, error: announced.error });
    return { action: 'acknowledge' };
  }

  /** The world is broken, or the bookkeeping of a failure failed: nothing is settled, so the message goes back. */
  private returnUnharmed(received: ReceivedMessage, error: unknown): Disposition {
    const { breaker, observer } = this.deps;
    if (error instanceof InfrastructureError) breaker.trip(error);
    const delaySeconds = this.outageDelaySeconds(received);
    const { queue, brokerMessageId: id } = received;
    observer.observe({ kind: 'message-returned', queue, id, delaySeconds, error });
    return { action: 'redeliver', delaySeconds };
  }

  /** At once, so that a stop delays nothing; during an outage later, or every restart would cost each message a receive. */
  private giveBack(received: ReceivedMessage): Disposition {
    const delaySeconds = this.deps.breaker.isOpen ? this.outageDelaySeconds(received) : 0;
    return { action: 'redeliver', delaySeconds };
  }

  private outageDelaySeconds({ receiveCount }: ReceivedMessage): number {
    const milliseconds = jitteredPause(ERROR_POLICY['outage-redelivery'].backoff, receiveCount, this.deps.randomness);
    return Math.ceil(milliseconds / 1_000);
  }
}

const asItIs = (body: string): string => body;

/**
 * A bug in an announcement must not change what becomes of its message, or the message would come back for ever. The
 * error that is reported then tells of both.
 */
function announce(error: unknown, make: () => readonly OutgoingMessage[]): Announcement {
  try {
    return { messages: make(), error };
  } catch (bug) {
    const text = `${describeError(error).errorMessage} (announcing it failed: ${describeError(bug).errorMessage})`;
    return { messages: [], error: new AggregateError([error, bug], text) };
  }
}
