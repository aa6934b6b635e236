import { createMessage, type Message, PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import { type FailureAnnouncer, InfrastructureError } from '@decouple/messaging-core';
import {
  InMemoryAttemptStore,
  InMemoryBroker,
  InMemoryDeadLetterStore,
  InMemoryMessagePublisher,
  InMemoryMessageSource,
  InMemoryOutboxStore,
} from '@decouple/messaging-core/in-memory';
import { anOutgoingMessage, RecordingObserver, VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { createMessagingRuntime, type MessagingRuntime, type MessagingRuntimeOptions } from './delivery';

const TIME = '2026-11-22T10:15:30.000Z';
const MESSAGE: Message = createMessage(
  PAYMENT_ACCEPTED_V1,
  { id: 'm-1', source: 'urn:test', time: TIME, subject: '0199c0de-0000-7000-8000-000000000001' },
  {
    paymentId: '0199c0de-0000-7000-8000-000000000001',
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { value: '4999', currency: 'EUR' },
    paymentMethodType: 'card',
    acceptedAt: TIME,
  },
);

/** A service that reads "sales" and writes to "payment-status", in memory and in virtual time. */
function setUp(extra: Partial<MessagingRuntimeOptions> = {}) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const observer = new RecordingObserver();
  const broker = new InMemoryBroker(clock);
  const source = new InMemoryMessageSource('sales', broker, clock, timers);
  const outbox = new InMemoryOutboxStore(clock);
  const attempts = new InMemoryAttemptStore(clock, outbox);
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, attempts);
  const answer = anOutgoingMessage({ queue: 'payment-status', body: 'delayed' });
  const announcer: FailureAnnouncer = { delayed: () => [answer], parked: () => [] };
  const probe = jest.fn(async () => undefined);
  const stop = jest.spyOn(source, 'stop');
  const close = async (): Promise<void> => undefined;
  const delivery = createMessagingRuntime({
    store: { outbox, attempts, deadLetters, probe, close },
    broker: {
      publisher: new InMemoryMessagePublisher(broker, ['payment-status']),
      source,
      gauge: { depths: async () => [broker.depth('sales')] },
      close,
    },
    resource: 'sales database',
    carriedTypes: [PAYMENT_ACCEPTED_V1],
    announcer,
    shutdownGraceSeconds: 20,
    clock,
    monotonic: clock,
    timers,
    randomness: { next: () => 1 },
    observer,
    ...extra,
  });
  return { attempts, broker, clock, delivery, observer, outbox, probe, stop, timers };
}

function listen({ transport }: MessagingRuntime, handler: () => Promise<unknown>): Promise<void> {
  transport.addHandler(PAYMENT_ACCEPTED_V1, handler, true);
  return new Promise((resolve, reject) => {
    transport.listen((error) => (error === undefined ? resolve() : reject(error as Error)));
  });
}

describe('createMessagingRuntime', () => {
  it('relays what stands in the outbox to the broker', async () => {
    const { broker, delivery, outbox } = setUp();
    await outbox.add([anOutgoingMessage({ queue: 'payment-status', body: 'answer' })]);

    expect(await delivery.relay.relayOnce()).toEqual({ claimed: 1, sent: 1 });
    expect(broker.contents('payment-status')).toEqual(['answer']);
  });

  it('hands what the queue brings to its handler', async () => {
    const { broker, delivery, observer } = setUp();
    await listen(delivery, async () => 'duplicate');
    broker.send({ queue: 'sales', body: JSON.stringify(MESSAGE) });

    expect(await observer.until('message-settled')).toMatchObject([{ id: 'm-1', result: 'duplicate' }]);
    await delivery.transport.close();
  });

  it('does not listen without a handler for every type that the queue carries', async () => {
    const { delivery } = setUp();
    const listening = new Promise((resolve) => delivery.transport.listen(resolve));

    expect(await listening).toMatchObject({ name: 'HandlerCoverageError', missing: [PAYMENT_ACCEPTED_V1] });
  });

  it('hands over at the configured rate, also after the wall clock was set back', async () => {
    const { broker, clock, delivery, observer, timers } = setUp({ maxMessagesPerSecond: 1 });
    await listen(delivery, async () => 'done');
    broker.send({ queue: 'sales', body: JSON.stringify(MESSAGE) });
    await observer.until('message-settled');
    clock.setForward(-3_600_000);
    broker.send({ queue: 'sales', body: JSON.stringify({ ...MESSAGE, id: 'm-2' }) });
    await timers.advance(1_000);

    expect(observer.of('message-settled')).toHaveLength(2);
    await delivery.transport.close();
  });

  it('counts a failure and announces it through the outbox of the same store', async () => {
    const { attempts, broker, delivery, observer, outbox } = setUp();
    await listen(delivery, () => Promise.reject(new Error('no')));
    broker.send({ queue: 'sales', body: JSON.stringify(MESSAGE) });
    await observer.until('message-delayed');

    expect(await attempts.countFailure({ queue: 'sales', ...MESSAGE })).toMatchObject({ attempt: 2 });
    expect((await outbox.backlog()).count).toBe(1);
    await delivery.transport.close();
  });

  it('waits for the store with its own probe, and is not ready meanwhile', async () => {
    const { broker, delivery, observer, probe, timers } = setUp();
    probe.mockRejectedValue(new InfrastructureError('sales database', 'ECONNREFUSED'));
    await listen(delivery, () => Promise.reject(new InfrastructureError('sales database', 'ECONNREFUSED')));
    broker.send({ queue: 'sales', body: JSON.stringify(MESSAGE) });
    await observer.until('outage-began');

    expect(await delivery.health.whole.ready()).toEqual({
      ok: false,
      checks: {
        breaker: 'open: an outage is being waited out',
        database: 'The sales database is not available (ECONNREFUSED).',
        broker: true,
        relay: true,
      },
    });
    probe.mockResolvedValue(undefined);
    await timers.advanceUntil(() => observer.of('outage-ended').length > 0, 60_000);
    expect(observer.of('outage-began')).toMatchObject([{ resource: 'sales database' }]);
    expect(delivery.transport.health().lastOutageEndedAgeMilliseconds).toBe(0);
    await delivery.transport.close();
  });

  it('gives handlers the seconds of grace that are configured', async () => {
    const { delivery, stop } = setUp();
    await delivery.transport.close();

    expect(stop).toHaveBeenCalledWith(20_000);
  });
});
