import { setTimeout as delay } from 'node:timers/promises';
import type { QueueTap } from '@decouple/local-infra/testing';
import { QUEUES } from '../system/queues';

type Queue = (typeof QUEUES)[number];

/** Concurrent reads of each queue: the services receive most messages before this tool sees them. */
const LOOKERS = 6;
const PAUSE_BETWEEN_LOOKS_MILLISECONDS = 20;
/** Copies are copied again: without a limit they would fill the queue. */
const MAX_COPIES_PER_STRIKE = 300;
/** Messages kept for late copies, per queue. */
const MAX_REMEMBERED = 100;
const MAX_LATE_COPIES = 10;

/** Delivers duplicates: immediately, and long after the original, when its payment is already final. */
export class MessageDuplicator {
  copies = 0;
  /** Calls that failed because another fault had stopped the SQS server. */
  interruptions = 0;
  private readonly remembered: Record<Queue, string[]> = { sales: [], 'payment-status': [] };

  constructor(private readonly queues: QueueTap) {}

  async duplicateFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + milliseconds;
    const mostCopies = this.copies + MAX_COPIES_PER_STRIKE;
    const goesOn = (): boolean => performance.now() < deadline && this.copies < mostCopies && !signal.aborted;
    await Promise.all(
      QUEUES.map(async (queue) => {
        await this.copy(queue, this.remembered[queue].slice(0, MAX_LATE_COPIES));
        await Promise.all(Array.from({ length: LOOKERS }, () => this.copyWhile(goesOn, queue)));
      }),
    );
  }

  private async copyWhile(goesOn: () => boolean, queue: Queue): Promise<void> {
    while (goesOn()) {
      const bodies = await this.unlessDown(() => this.queues.peek(queue));
      if (bodies === undefined || bodies.length === 0) {
        await delay(PAUSE_BETWEEN_LOOKS_MILLISECONDS);
        continue;
      }
      this.remembered[queue].unshift(...bodies);
      this.remembered[queue].splice(MAX_REMEMBERED);
      await this.copy(queue, bodies);
    }
  }

  private async copy(queue: Queue, bodies: readonly string[]): Promise<void> {
    if (bodies.length === 0) return;
    await this.unlessDown(async () => {
      await this.queues.send(queue, ...bodies);
      this.copies += bodies.length;
    });
  }

  private async unlessDown<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch {
      this.interruptions += 1;
      return undefined;
    }
  }
}
