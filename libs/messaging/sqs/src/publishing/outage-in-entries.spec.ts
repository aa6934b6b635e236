import { DEFAULT_OUTBOX_RELAY_OPTIONS, OutboxRelay } from '@decouple/messaging-core';
import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import {
  anOutgoingMessage,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { SqsQueues } from '../queues/sqs-queues';
import { batchAnswer, FakeSqsServer, type SqsCall, sqsError, type SqsReply } from '../testing/fake-sqs-server';
import { openTransport } from '../testing/open-transport';
import { SqsMessagePublisher } from './sqs-message-publisher';

const MESSAGES = 20;

describe('a relay whose SQS refuses every message', () => {
  let sqs: FakeSqsServer;
  let close: () => Promise<void>;

  const setUp = async (answer: (call: SqsCall) => SqsReply) => {
    sqs = await FakeSqsServer.start(answer);
    const transport = openTransport(sqs.endpoint);
    const observer = new RecordingObserver();
    const ports = {
      clock: systemClock,
      monotonic: systemClock,
      timers: systemTimers,
      randomness: systemRandomness,
      observer,
    };
    const store = new InMemoryOutboxStore(systemClock);
    const publisher = new SqsMessagePublisher({
      transport,
      queues: new SqsQueues({ orders: { name: 'orders' } }, sqs.endpoint),
    });
    const relay = new OutboxRelay({ store, publisher, options: DEFAULT_OUTBOX_RELAY_OPTIONS, ...ports });
    await store.add(Array.from({ length: MESSAGES }, () => anOutgoingMessage({ queue: 'orders' })));
    close = async () => {
      await relay.stop();
      transport.close();
      sqs.close();
    };
    return { observer, relay, store };
  };

  afterEach(() => close());

  const CODES = [
    'AccessDenied',
    'AWS.SimpleQueueService.NonExistentQueue',
    'InternalError',
    'InvalidMessageContents',
    'InvalidParameterValue',
    'InvalidSecurity',
    'KMS.AccessDeniedException',
    'KMS.DisabledException',
    'KmsThrottled',
    'OverLimit',
    'RequestThrottled',
    'UnknownToThisVersion',
  ];

  it.each([
    ...CODES.map((code) => [`${code} of every entry`, (call: SqsCall) => batchAnswer(call, () => code)] as const),
    ...CODES.filter((code) => code !== 'InvalidMessageContents').map(
      (code) => [`${code} of the whole call`, () => sqsError(code)] as const,
    ),
    ['an answer that mentions no entry', (): SqsReply => ({ body: {} })] as const,
    ['a page of a proxy', (): SqsReply => ({ body: '<html>Sign in</html>' })] as const,
  ])('waits for the end of the outage, and creates no dead letter: %s', async (_title, refusal) => {
    let refusing = true;
    const { observer, relay, store } = await setUp((call) =>
      refusing ? refusal(call) : batchAnswer(call, () => undefined),
    );
    relay.start();
    await observer.until('outage-began');
    expect((await store.backlog()).count).toBe(MESSAGES);
    expect(relay.outage).toBeDefined();

    refusing = false;
    await observer.until('outage-ended');
    relay.nudge();
    await observer.until('outbox-relayed', 3);
    expect((await store.backlog()).count).toBe(0);
    expect(observer.of('outbox-entry-failed')).toEqual([]);
    expect(observer.of('outage-began')).toHaveLength(1);
  });

  it('creates a dead letter for a message whose content is refused while others of its batch are accepted', async () => {
    const { observer, relay, store } = await setUp((call) =>
      batchAnswer(call, (index) => (index === 3 ? 'InvalidMessageContents' : undefined)),
    );
    relay.start();
    await observer.until('outbox-relayed');

    expect(observer.of('outbox-entry-failed')).toHaveLength(2);
    expect((await store.backlog()).count).toBe(0);
    expect(relay.outage).toBeUndefined();
  });
});
