/// <reference types="jest" />
import type { BrokerDeadLetter, BrokerDeadLetterQueue } from '../dead-letters/broker-dead-letter-queue.port';

export interface BrokerDeadLetterQueueSubject {
  /** Logical name of the queue whose dead letters they are. */
  readonly queue: string;
  readonly brokerQueue: BrokerDeadLetterQueue;
  /** Puts messages where the broker puts what it gives up. */
  give(...bodies: readonly string[]): Promise<void>;
  /** How many messages there are, visible or in flight. */
  depth(): Promise<number>;
  close(): Promise<void>;
}

/** What every adapter of the `BrokerDeadLetterQueue` port promises. */
export function describeBrokerDeadLetterQueueContract(
  name: string,
  factory: () => Promise<BrokerDeadLetterQueueSubject>,
): void {
  describe(`${name} as BrokerDeadLetterQueue`, () => {
    let subject: BrokerDeadLetterQueueSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    it('hands over nothing when there is nothing', async () => {
      const keep = jest.fn();

      expect(await subject.brokerQueue.take(keep)).toBe(0);
      expect(keep).not.toHaveBeenCalled();
    });

    it('hands over what is there, and removes it once it is kept', async () => {
      await subject.give('first “保険料”', 'second');
      const kept: BrokerDeadLetter[] = [];
      const removed = await subject.brokerQueue.take(async (deadLetters) => void kept.push(...deadLetters));

      expect(removed).toBe(2);
      expect(kept.map(({ body }) => body).sort()).toEqual(['first “保険料”', 'second']);
      expect(new Set(kept.map(({ brokerMessageId }) => brokerMessageId)).size).toBe(2);
      for (const { queue, receiveCount } of kept) expect([queue, receiveCount]).toEqual([subject.queue, 1]);
      expect(await subject.depth()).toBe(0);
    });

    it('hands over ten at once at most, and the others the next time', async () => {
      await subject.give(...Array.from({ length: 12 }, (_, index) => `message ${index}`));
      const counts: number[] = [];
      const bodies = new Set<string>();
      for (let removed = -1; removed !== 0;) {
        removed = await subject.brokerQueue.take(async (deadLetters) => {
          counts.push(deadLetters.length);
          for (const { body } of deadLetters) bodies.add(body);
        });
      }

      expect(Math.max(...counts)).toBeLessThanOrEqual(10);
      expect(bodies.size).toBe(12);
      expect(await subject.depth()).toBe(0);
    });

    it('removes nothing that could not be kept', async () => {
      await subject.give('only');
      const failure = new Error('the database is down');

      await expect(subject.brokerQueue.take(() => Promise.reject(failure))).rejects.toBe(failure);
      expect(await subject.depth()).toBe(1);
    });
  });
}
