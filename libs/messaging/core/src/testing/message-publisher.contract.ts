/// <reference types="jest" />
import type { OutgoingMessage } from '../message/outgoing-message';
import type { MessagePublisher } from '../outbox/message-publisher.port';

export interface MessagePublisherSubject {
  readonly publisher: MessagePublisher;
  /** Two logical queues that the publisher knows and that are empty. */
  readonly queues: readonly [string, string];
  /** Bodies of all messages that a queue holds, in any order. */
  bodiesIn(queue: string): Promise<readonly string[]>;
  /** From here on the broker cannot be reached. Needed when `features.outages` is set. */
  breakBroker?(): void;
  close(): Promise<void>;
}

export interface MessagePublisherFeatures {
  /** The broker is something that can be down. */
  readonly outages: boolean;
}

/** What every adapter of the `MessagePublisher` port promises. */
export function describeMessagePublisherContract(
  name: string,
  factory: () => Promise<MessagePublisherSubject>,
  features: MessagePublisherFeatures,
): void {
  describe(`${name} as a MessagePublisher`, () => {
    let subject: MessagePublisherSubject;

    beforeEach(async () => {
      subject = await factory();
    });

    afterEach(() => subject.close());

    it('hands every message to the queue it is meant for', async () => {
      const [orders, status] = subject.queues;
      const results = await subject.publisher.publish([
        outgoing(orders, 'for orders'),
        outgoing(status, 'for status'),
        outgoing(orders, 'for orders, too'),
      ]);

      expect(results).toEqual([{ status: 'sent' }, { status: 'sent' }, { status: 'sent' }]);
      expect([...(await subject.bodiesIn(orders))].sort()).toEqual(['for orders', 'for orders, too']);
      expect(await subject.bodiesIn(status)).toEqual(['for status']);
    });

    it('sends more messages than fit one batch', async () => {
      const [queue] = subject.queues;
      const bodies = Array.from({ length: 37 }, (_, index) => `number ${String(index).padStart(2, '0')}`);
      const results = await subject.publisher.publish(bodies.map((body) => outgoing(queue, body)));

      expect(results).toHaveLength(37);
      expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['sent']));
      expect([...(await subject.bodiesIn(queue))].sort()).toEqual(bodies);
    });

    it('sends messages that are too large to share a batch', async () => {
      const [queue] = subject.queues;
      // Two bytes a character: twelve of them are far beyond a mebibyte, and counting characters would not notice.
      const bodies = Array.from({ length: 12 }, (_, index) => String(index).padStart(2, '0') + 'ä'.repeat(60_000));
      const results = await subject.publisher.publish(bodies.map((body) => outgoing(queue, body)));

      expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['sent']));
      expect([...(await subject.bodiesIn(queue))].sort()).toEqual(bodies);
    });

    it('delivers text of any script unchanged', async () => {
      const [queue] = subject.queues;
      const body = JSON.stringify({ name: 'Zoë “O’Brien” 保険料 страховка' });
      await subject.publisher.publish([outgoing(queue, body)]);

      expect(await subject.bodiesIn(queue)).toEqual([body]);
    });

    it('answers each message in its place: an unknown queue refuses its own message alone', async () => {
      const [queue] = subject.queues;
      const results = await subject.publisher.publish([
        outgoing(queue, 'first'),
        outgoing('no-such-queue', 'second'),
        outgoing(queue, 'third'),
      ]);

      expect(results.map(({ status }) => status)).toEqual(['sent', 'refused', 'sent']);
      expect(results[1]).toMatchObject({ reason: expect.stringContaining('no-such-queue') as string });
      expect([...(await subject.bodiesIn(queue))].sort()).toEqual(['first', 'third']);
    });

    it('has nothing to say about no messages', async () => {
      expect(await subject.publisher.publish([])).toEqual([]);
    });

    if (features.outages) {
      it('answers that the broker is unavailable, for every message, and does not reject', async () => {
        const [orders, status] = subject.queues;
        subject.breakBroker!();
        const results = await subject.publisher.publish([
          ...Array.from({ length: 11 }, (_, index) => outgoing(orders, `message ${index}`)),
          outgoing(status, 'another'),
        ]);

        expect(results).toHaveLength(12);
        for (const result of results) {
          expect(result).toEqual({ status: 'unavailable', reason: expect.stringMatching(/\w/) as string });
        }
      });
    }
  });
}

let sequence = 0;

function outgoing(queue: string, body: string): OutgoingMessage {
  sequence += 1;
  return { queue, source: 'urn:test', id: `publisher-contract-${sequence}`, type: 'test.happened.v1', body };
}
