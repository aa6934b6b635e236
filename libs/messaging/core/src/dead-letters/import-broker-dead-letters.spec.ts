import { createMessage, type Message, PAYMENT_RECORDED_V1 } from '@decouple/contracts';
import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '../in-memory';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { BrokerDeadLetter, BrokerDeadLetterQueue } from '../ports/broker-dead-letter-queue.port';
import { anOutgoingMessage, RecordingObserver, VirtualClock } from '../testing';
import { ImportBrokerDeadLetters } from './import-broker-dead-letters';

const PAYMENT_ID = '019400a0-0000-7000-8000-000000000001';
const TIME = '2026-11-22T10:15:30.123Z';
const message = createMessage(
  PAYMENT_RECORDED_V1,
  { id: 'a', source: '/test', time: TIME, subject: PAYMENT_ID },
  { paymentId: PAYMENT_ID, recordedAt: TIME },
);

/** A broker's dead-letter queue that hands over ten at once. */
class NativeQueue implements BrokerDeadLetterQueue {
  constructor(readonly letters: BrokerDeadLetter[]) {}

  async take(keep: (letters: readonly BrokerDeadLetter[]) => Promise<void>): Promise<number> {
    const batch = this.letters.slice(0, 10);
    await keep(batch);
    this.letters.splice(0, batch.length);
    return batch.length;
  }
}

function setUp(...bodies: readonly string[]) {
  const clock = new VirtualClock();
  const outbox = new InMemoryOutboxStore(clock);
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, new InMemoryAttemptStore(clock, outbox));
  const native = new NativeQueue(
    bodies.map((body, index) => ({ queue: 'sales', brokerMessageId: `m${index}`, body, receiveCount: 101 })),
  );
  const observer = new RecordingObserver();
  const news = anOutgoingMessage();
  const announced: Message[] = [];
  const parked = (read: Message): readonly OutgoingMessage[] => {
    announced.push(read);
    return [news];
  };
  const ingest = new ImportBrokerDeadLetters({
    native,
    deadLetters,
    observer,
    announcer: { delayed: () => [], parked },
    redact: (body) => body.replaceAll('secret', '***'),
  });
  return { announced, deadLetters, ingest, native, observer, outbox };
}

describe('ImportBrokerDeadLetters', () => {
  it('keeps a message that can be read under its identity, and tells those who wait for it', async () => {
    const { announced, deadLetters, ingest, native, observer, outbox } = setUp(JSON.stringify(message));

    expect(await ingest.execute()).toBe(1);
    expect(await deadLetters.find(message)).toMatchObject({
      queue: 'sales',
      type: PAYMENT_RECORDED_V1,
      reasonCode: 'broker-gave-up',
      attempts: 101,
      body: JSON.stringify(message),
    });
    expect(announced).toEqual([message]);
    expect((await outbox.backlog()).count).toBe(1);
    expect(native.letters).toEqual([]);
    expect(observer.events).toMatchObject([{ kind: 'message-dead-lettered', reasonCode: 'broker-gave-up', id: 'a' }]);
  });

  it("keeps what cannot be read under the broker's name for it", async () => {
    const { announced, deadLetters, ingest } = setUp('this is not JSON');
    await ingest.execute();

    expect(await deadLetters.find({ source: 'broker:sales', id: 'm0' })).toMatchObject({
      type: undefined,
      body: 'this is not JSON',
      reasonCode: 'broker-gave-up',
    });
    expect(announced).toEqual([]);
  });

  it('brings over everything, however many batches that takes', async () => {
    const { deadLetters, ingest } = setUp(...Array.from({ length: 25 }, (_, index) => `message ${index}`));

    expect(await ingest.execute()).toBe(25);
    expect(await deadLetters.count()).toBe(25);
  });

  it('keeps a message once that the broker hands over again', async () => {
    const { deadLetters, ingest } = setUp(JSON.stringify(message), JSON.stringify(message));
    await ingest.execute();

    expect(await deadLetters.count()).toBe(1);
  });

  it('leaves on the broker what cannot be kept', async () => {
    const { deadLetters, ingest, native } = setUp(JSON.stringify(message));
    jest.spyOn(deadLetters, 'add').mockRejectedValue(new Error('the database is down'));

    await expect(ingest.execute()).rejects.toThrow('the database is down');
    expect(native.letters).toHaveLength(1);
  });

  it('brings over nothing when there is nothing', async () => {
    const { ingest } = setUp();

    expect(await ingest.execute()).toBe(0);
  });

  it('keeps of what cannot be read its type, and not what must not be stored', async () => {
    const { deadLetters, ingest } = setUp('{"type":"sales.payment-recorded.v9","note":"secret"}');

    expect(await ingest.execute()).toBe(1);
    expect(await deadLetters.find({ source: 'broker:sales', id: 'm0' })).toMatchObject({
      type: 'sales.payment-recorded.v9',
      body: '{"type":"sales.payment-recorded.v9","note":"***"}',
    });
  });
});
