import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '../in-memory';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { BrokerDeadLetter, BrokerDeadLetterQueue } from './broker-dead-letter-queue.port';
import {
  anOrderPlaced,
  anOutgoingMessage,
  ORDER_PLACED,
  type OrderPlaced,
  readOrder,
  RecordingObserver,
  VirtualClock,
} from '../testing';
import { ImportBrokerDeadLetters } from './import-broker-dead-letters';

const message = anOrderPlaced({ id: 'a' });

/** A broker's dead-letter queue that hands over ten at once. */
class FakeBrokerQueue implements BrokerDeadLetterQueue {
  constructor(readonly held: BrokerDeadLetter[]) {}

  async take(keep: (held: readonly BrokerDeadLetter[]) => Promise<void>): Promise<number> {
    const batch = this.held.slice(0, 10);
    await keep(batch);
    this.held.splice(0, batch.length);
    return batch.length;
  }
}

function setUp(...bodies: readonly string[]) {
  const clock = new VirtualClock();
  const outbox = new InMemoryOutboxStore(clock);
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, new InMemoryAttemptStore(clock, outbox));
  const brokerQueue = new FakeBrokerQueue(
    bodies.map((body, index) => ({ queue: 'orders', brokerMessageId: `m${index}`, body, receiveCount: 101 })),
  );
  const observer = new RecordingObserver();
  const news = anOutgoingMessage();
  const announced: OrderPlaced[] = [];
  const parked = (read: OrderPlaced): readonly OutgoingMessage[] => {
    announced.push(read);
    return [news];
  };
  const nudgeRelay = jest.fn();
  const importer = new ImportBrokerDeadLetters({
    brokerQueue,
    deadLetters,
    observer,
    read: readOrder,
    nudgeRelay,
    announcer: { parked },
    redact: (body) => body.replaceAll('secret', '***'),
  });
  return { announced, deadLetters, importer, brokerQueue, nudgeRelay, observer, outbox };
}

describe('ImportBrokerDeadLetters', () => {
  it('keeps a message that can be read under its identity, and tells those who wait for it', async () => {
    const { announced, deadLetters, importer, brokerQueue, nudgeRelay, observer, outbox } = setUp(
      JSON.stringify(message),
    );

    expect(await importer.execute()).toBe(1);
    expect(await deadLetters.find(message)).toMatchObject({
      queue: 'orders',
      type: ORDER_PLACED,
      reasonCode: 'broker-gave-up',
      attempts: 101,
      body: JSON.stringify(message),
      errorClass: 'BrokerGaveUp',
      errorMessage: 'The broker gave the message up after handing it over 101 times.',
      errorStack: undefined,
    });
    expect(announced).toEqual([message]);
    expect(nudgeRelay).toHaveBeenCalledTimes(1);
    expect((await outbox.backlog()).count).toBe(1);
    expect(brokerQueue.held).toEqual([]);
    expect(observer.events).toMatchObject([{ kind: 'message-dead-lettered', reasonCode: 'broker-gave-up', id: 'a' }]);
  });

  it("keeps what cannot be read under the broker's name for it", async () => {
    const { announced, deadLetters, importer } = setUp('this is not JSON');
    await importer.execute();

    expect(await deadLetters.find({ source: 'broker:orders', id: 'm0' })).toMatchObject({
      type: undefined,
      body: 'this is not JSON',
      reasonCode: 'broker-gave-up',
    });
    expect(announced).toEqual([]);
  });

  it('imports everything, in any number of batches', async () => {
    const { deadLetters, importer } = setUp(...Array.from({ length: 25 }, (_, index) => `message ${index}`));

    expect(await importer.execute()).toBe(25);
    expect(await deadLetters.count()).toBe(25);
  });

  it('keeps a message once that the broker hands over again', async () => {
    const { deadLetters, importer } = setUp(JSON.stringify(message), JSON.stringify(message));
    await importer.execute();

    expect(await deadLetters.count()).toBe(1);
  });

  it('leaves on the broker what cannot be kept', async () => {
    const { deadLetters, importer, brokerQueue } = setUp(JSON.stringify(message));
    jest.spyOn(deadLetters, 'add').mockRejectedValue(new Error('the database is down'));

    await expect(importer.execute()).rejects.toThrow('the database is down');
    expect(brokerQueue.held).toHaveLength(1);
  });

  it('imports nothing when the queue is empty', async () => {
    const { importer } = setUp();

    expect(await importer.execute()).toBe(0);
  });

  it('keeps of what cannot be read its type, and not what must not be stored', async () => {
    const { deadLetters, importer } = setUp('{"type":"orders.order-placed.v9","note":"secret"}');

    expect(await importer.execute()).toBe(1);
    expect(await deadLetters.find({ source: 'broker:orders', id: 'm0' })).toMatchObject({
      type: 'orders.order-placed.v9',
      body: '{"type":"orders.order-placed.v9","note":"***"}',
    });
  });
});
