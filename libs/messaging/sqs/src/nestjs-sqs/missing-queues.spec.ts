import { DEFAULT_OUTBOX_RELAY_OPTIONS, OutboxRelay } from '@decouple/messaging-core';
import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import {
  anOutgoingMessage,
  RecordingObserver,
  systemRandomness,
  VirtualClock,
  VirtualTimers,
} from '@decouple/messaging-core/testing';
import type { Consumer } from 'sqs-consumer';
import type { SqsTransport } from '../client/sqs-transport';
import { SqsMessagePublisher } from '../publishing/sqs-message-publisher';
import { SqsQueueProvisioner } from '../queues/sqs-queue-provisioner';
import { SqsQueues } from '../queues/sqs-queues';
import { awsError, FakeSqs } from '../testing/fake-sqs';
import type { ConsumerLoop } from './consumer-loop';
import { DEFAULT_SQS_SOURCE_OPTIONS, SqsMessageSource } from './sqs-message-source';

/** Polls as sqs-consumer does: at once after each error. */
async function poll(loop: ConsumerLoop, transport: SqsTransport): Promise<void> {
  for (;;) {
    try {
      await loop.beforePoll();
      await transport.send('ReceiveMessage', { QueueUrl: undefined });
    } catch (error) {
      loop.onError(error as Error, undefined);
      if ((error as Error).name === 'AbortError') return;
    }
  }
}

/** The log has one line a minute for each kind of trouble, and one for each event of an outage. */
function kindsOf({ events }: RecordingObserver): string[] {
  const trouble = events.flatMap((event) =>
    event.kind === 'broker-trouble' ? [`${event.queue} ${event.operation}`] : [],
  );
  const others = events.flatMap(({ kind }) => (kind.startsWith('outage') ? [kind] : []));
  return [...new Set(trouble), ...others];
}

describe('a service whose queues are missing', () => {
  it.each([1, 32])('reports fewer than eight kinds of trouble, with %d loops', async (loops) => {
    const clock = new VirtualClock();
    const timers = new VirtualTimers(clock);
    const observer = new RecordingObserver();
    const ports = { clock, monotonic: clock, timers, randomness: systemRandomness, observer };
    const sqs = new FakeSqs(() => {
      throw awsError('QueueDoesNotExist');
    });
    const queues = new SqsQueues({ orders: { name: 'orders' }, shipments: { name: 'status' } }, 'http://sqs.invalid');
    const provisioner = new SqsQueueProvisioner({ transport: sqs, queues, ...ports });
    const onQueueMissing = provisioner.recreate;
    const options = { ...DEFAULT_SQS_SOURCE_OPTIONS, loops };
    const source = new SqsMessageSource({ queue: 'orders', transport: sqs, queues, options, onQueueMissing, ...ports });
    source.attach(() => ({ stop: () => undefined }) as unknown as Consumer);
    const store = new InMemoryOutboxStore(clock);
    const publisher = new SqsMessagePublisher({ transport: sqs, queues, onQueueMissing });
    const relay = new OutboxRelay({ store, publisher, options: DEFAULT_OUTBOX_RELAY_OPTIONS, ...ports });
    await store.add([anOutgoingMessage({ queue: 'shipments' })]);

    await source.start(() => Promise.reject(new Error('Nothing can be received.')));
    const polling = source.loops.map((loop) => poll(loop, sqs));
    relay.start();
    await timers.advance(14_000);

    expect(sqs.sent.length).toBeGreaterThan(20);
    expect(sqs.sent.length).toBeLessThan(60);
    expect(kindsOf(observer).length).toBeLessThan(8);

    await timers.advance(60_000);
    expect(kindsOf(observer).length).toBeLessThan(8);
    source.stopPolling();
    await Promise.all([relay.stop(), provisioner.stop(), ...polling]);
  });
});
