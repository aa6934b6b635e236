import type { FailureAnnouncer } from '../announcing/failure-announcer';
import {
  InMemoryAttemptStore,
  InMemoryBroker,
  InMemoryDeadLetterStore,
  InMemoryMessagePublisher,
  InMemoryMessageSource,
  InMemoryOutboxStore,
} from '../in-memory';
import { InfrastructureError } from '../outage/infrastructure.error';
import { anOrderPlaced, ORDER_PLACED, type OrderPlaced, readOrder } from '../testing/order.message';
import { anOutgoingMessage, RecordingObserver, VirtualClock, VirtualTimers } from '../testing';
import type { MessageHandler } from '../consuming/message-handler';
import {
  createMessagingRuntime,
  type MessagingRuntime,
  type MessagingRuntimeOptions,
} from './create-messaging-runtime';

const MESSAGE = anOrderPlaced({ id: 'm-1', source: 'urn:test' });
const DOWN = new InfrastructureError('orders database', 'ECONNREFUSED');

/** A service that reads "orders" and writes to "order-status", in memory and in virtual time. */
function setUp(extra: Partial<MessagingRuntimeOptions<OrderPlaced>> = {}) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const observer = new RecordingObserver();
  const broker = new InMemoryBroker(clock);
  const source = new InMemoryMessageSource('orders', broker, clock, timers);
  const outbox = new InMemoryOutboxStore(clock);
  const attempts = new InMemoryAttemptStore(clock, outbox);
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, attempts);
  const answer = anOutgoingMessage({ queue: 'order-status', body: 'delayed' });
  const announcer: FailureAnnouncer<OrderPlaced> = { delayed: () => [answer], parked: () => [] };
  const probe = jest.fn(async () => undefined);
  const stop = jest.spyOn(source, 'stop');
  const runtime = createMessagingRuntime({
    store: { outbox, attempts, deadLetters, probe },
    broker: { publisher: new InMemoryMessagePublisher(broker, ['order-status']), source },
    resource: 'orders database',
    read: readOrder,
    announcer,
    shutdownGraceSeconds: 20,
    clock,
    monotonic: clock,
    timers,
    randomness: { next: () => 1 },
    observer,
    ...extra,
  });
  return { attempts, broker, clock, deadLetters, observer, outbox, probe, runtime, stop, timers };
}

function start({ consumer }: MessagingRuntime<OrderPlaced>, handler: MessageHandler<OrderPlaced>): Promise<void> {
  return consumer.start((type) => (type === ORDER_PLACED ? handler : undefined));
}

describe('createMessagingRuntime', () => {
  it('relays what stands in the outbox to the broker', async () => {
    const { broker, runtime, outbox } = setUp();
    await outbox.add([anOutgoingMessage({ queue: 'order-status', body: 'answer' })]);

    expect(await runtime.relay.relayOnce()).toEqual({ claimed: 1, sent: 1 });
    expect(broker.contents('order-status')).toEqual(['answer']);
  });

  it('hands what the queue brings to its handler', async () => {
    const { broker, runtime, observer } = setUp();
    await start(runtime, async () => 'duplicate');
    broker.send({ queue: 'orders', body: JSON.stringify(MESSAGE) });

    expect(await observer.until('message-settled')).toMatchObject([{ id: 'm-1', result: 'duplicate' }]);
    await runtime.consumer.stop();
  });

  it('hands over at the configured rate, also after the wall clock was set back', async () => {
    const { broker, clock, runtime, observer, timers } = setUp({ maxMessagesPerSecond: 1 });
    await start(runtime, async () => 'done');
    broker.send({ queue: 'orders', body: JSON.stringify(MESSAGE) });
    await observer.until('message-settled');
    clock.setForward(-3_600_000);
    broker.send({ queue: 'orders', body: JSON.stringify({ ...MESSAGE, id: 'm-2' }) });
    await timers.advance(1_000);

    expect(observer.of('message-settled')).toHaveLength(2);
    await runtime.consumer.stop();
  });

  it('counts a failure and announces it through the outbox of the same store', async () => {
    const { attempts, broker, runtime, observer, outbox } = setUp();
    await start(runtime, () => Promise.reject(new Error('no')));
    broker.send({ queue: 'orders', body: JSON.stringify(MESSAGE) });
    await observer.until('message-delayed');

    expect(await attempts.countFailure({ queue: 'orders', ...MESSAGE })).toMatchObject({ attempt: 2 });
    expect((await outbox.backlog()).count).toBe(1);
    await runtime.consumer.stop();
  });

  it('waits for the store with its own probe, and reports the outage', async () => {
    const { broker, observer, probe, runtime, timers } = setUp();
    const { consumer } = runtime;
    probe.mockRejectedValue(DOWN);
    await start(runtime, () => Promise.reject(DOWN));
    broker.send({ queue: 'orders', body: JSON.stringify(MESSAGE) });
    await observer.until('outage-began');

    expect(consumer.health()).toMatchObject({ breakerOpen: true, lastOutageEndedAgeMilliseconds: undefined });
    probe.mockResolvedValue(undefined);
    await timers.advanceUntil(() => observer.of('outage-ended').length > 0, 60_000);
    expect(observer.of('outage-began')).toMatchObject([{ resource: 'orders database' }]);
    expect(consumer.health()).toMatchObject({ breakerOpen: false, lastOutageEndedAgeMilliseconds: 0 });
    await consumer.stop();
  });

  it('stores an unreadable message without what the redaction removes', async () => {
    const { broker, deadLetters, observer, runtime } = setUp({ redact: (body) => body.replace('secret', '***') });
    await start(runtime, async () => 'done');
    broker.send({ queue: 'orders', body: 'secret' });
    const [kept] = await observer.until('message-dead-lettered');

    expect(await deadLetters.find({ source: 'broker:orders', id: kept!.id })).toMatchObject({ body: '***' });
    await runtime.consumer.stop();
  });

  it('gives handlers the seconds of grace that are configured', async () => {
    const { runtime, stop } = setUp();
    await runtime.consumer.stop();

    expect(stop).toHaveBeenCalledWith(20_000);
  });
});
