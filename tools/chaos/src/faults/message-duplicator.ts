import { setTimeout as delay } from 'node:timers/promises';
import { type Queue, QUEUES, type QueueTap } from '../system/queue-tap';

/** Looks at each queue at the same time: the services take most messages before anybody else sees them. */
const LOOKERS = 6;
const PAUSE_BETWEEN_LOOKS_MILLISECONDS = 20;
/** Copies are seen and copied as well: without an end to it they would fill the queue. */
const MOST_COPIES_PER_STRIKE = 300;
/** Messages kept for late copies, per queue. */
const MOST_REMEMBERED = 100;
const MOST_LATE_COPIES = 10;

/** Delivers messages again: at once, beside the original, and long after it, when its payment is already final. */
export class MessageDuplicator {
  copies = 0;
  /** Calls that met an SQS server that was away: other faults overlap this one. */
  interruptions = 0;
  private readonly remembered: Readonly<Record<Queue, string[]>> = { sales: [], 'payment-status': [] };

  constructor(private readonly queues: QueueTap) {}

  async duplicateFor(milliseconds: number, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + milliseconds;
    const mostCopies = this.copies + MOST_COPIES_PER_STRIKE;
    const goesOn = (): boolean => performance.now() < deadline && this.copies < mostCopies && !signal.aborted;
    await Promise.all(
      QUEUES.map(async (queue) => {
        await this.copy(queue, this.remembered[queue].slice(0, MOST_LATE_COPIES));
        await Promise.all(Array.from({ length: LOOKERS }, () => this.copyWhile(goesOn, queue)));
      }),
    );
  }

  private async copyWhile(goesOn: () => boolean, queue: Queue): Promise<void> {
    while (goesOn()) {
      const bodies = await this.unlessAway(() => this.queues.look(queue));
      if (bodies === undefined || bodies.length === 0) {
        await delay(PAUSE_BETWEEN_LOOKS_MILLISECONDS);
        continue;
      }
      this.remembered[queue].unshift(...bodies);
      this.remembered[queue].splice(MOST_REMEMBERED);
      await this.copy(queue, bodies);
    }
  }

  private async copy(queue: Queue, bodies: readonly string[]): Promise<void> {
    if (bodies.length === 0) return;
    await this.unlessAway(async () => {
      await this.queues.send(queue, bodies);
      this.copies += bodies.length;
    });
  }

  private async unlessAway<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch {
      this.interruptions += 1;
      return undefined;
    }
  }
}
