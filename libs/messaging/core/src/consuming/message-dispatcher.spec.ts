import * as fc from 'fast-check';
import { InfrastructureError } from '../outage/infrastructure.error';
import { PermanentError } from './permanent.error';
import { InMemoryAttemptStore } from '../in-memory/in-memory-attempt-store';
import { InMemoryDeadLetterAdmin } from '../in-memory/in-memory-dead-letter-admin';
import { InMemoryDeadLetterStore } from '../in-memory/in-memory-dead-letter-store';
import { InMemoryOutboxStore } from '../in-memory/in-memory-outbox-store';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { ReceivedMessage } from '../message/received-message';
import { OutageBreaker } from '../outage/outage-breaker';
import { Deferred } from '../testing/deferred';
import { anOrderPlaced, ORDER_PLACED, type OrderPlaced, readOrder } from '../testing/order.message';
import { RecordingObserver } from '../testing/recording-observer';
import { SeededRandomness } from '../testing/seeded-randomness';
import { ERROR_POLICY } from '../retry/error-policy';
import { VirtualClock, VirtualTimers } from '../testing/virtual-time';
import { ConcurrencyLimit } from './concurrency-limit';
import { type DelayFacts, NO_ANNOUNCEMENTS, type ParkFacts } from '../announcing/failure-announcer';
import { MessageDispatcher, type MessageDispatcherDeps } from './message-dispatcher';
import type { MessageHandler } from './message-handler';

const POLICY = { maxAttempts: 3, baseSeconds: 2, capSeconds: 900 };
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const ACKNOWLEDGE = { action: 'acknowledge' };
const GIVE_BACK_AT_ONCE = { action: 'redeliver', delaySeconds: 0 };
const DOWN = new InfrastructureError('orders database', 'ECONNREFUSED');

const bodyOf = (number: number): string =>
  JSON.stringify(anOrderPlaced({ id: `m${number}`, traceparent: TRACEPARENT }));

const received = (number = 1, body = bodyOf(number), receiveCount = 1): ReceivedMessage => ({
  queue: 'order-status',
  brokerMessageId: `broker-${number}`,
  body,
  receiveCount,
});

const announcement = (fact: string): OutgoingMessage => ({
  queue: 'news',
  source: '/test',
  id: fact,
  type: 'test.announced.v1',
  body: fact,
});

const done: MessageHandler<OrderPlaced> = () => Promise.resolve('done');
const failWith = (error: unknown): MessageHandler<OrderPlaced> => {
  // A rejection with whatever: libraries throw things that are no errors.
  return async () => {
    throw error;
  };
};

function setUp(
  overrides: Partial<MessageDispatcherDeps<OrderPlaced>> & { readonly handler?: MessageHandler<OrderPlaced> } = {},
) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const observer = new RecordingObserver();
  const outbox = new InMemoryOutboxStore(clock);
  const attempts = new InMemoryAttemptStore(clock, outbox);
  const countFailure = jest.spyOn(attempts, 'countFailure');
  const deadLetters = new InMemoryDeadLetterStore(clock, outbox, attempts);
  const admin = new InMemoryDeadLetterAdmin(clock, deadLetters, outbox);
  const randomness = new SeededRandomness(1);
  const probe = { works: false };
  const breaker = new OutageBreaker({
    component: 'consumer',
    resource: 'orders database',
    backoff: ERROR_POLICY.outage.backoff,
    probe: () => (probe.works ? Promise.resolve() : Promise.reject(DOWN)),
    clock,
    monotonic: clock,
    timers,
    randomness,
    observer,
  });
  const nudgeRelay = jest.fn();
  const delays: DelayFacts[] = [];
  const parks: ParkFacts[] = [];
  const { handler = done, ...deps } = overrides;
  const dispatcher = new MessageDispatcher({
    read: readOrder,
    handlerFor: () => handler,
    announcer: {
      delayed: (message, facts) => {
        delays.push(facts);
        return [announcement(`${message.id} delayed ${facts.attempt}`)];
      },
      parked: (message, facts) => {
        parks.push(facts);
        return [announcement(`${message.id} parked`)];
      },
    },
    attempts,
    deadLetters,
    nudgeRelay,
    breaker,
    retryPolicy: POLICY,
    clock,
    monotonic: clock,
    randomness,
    observer,
    ...deps,
  });
  const { signal } = new AbortController();
  const dispatch = async (message: ReceivedMessage, by: AbortSignal = signal) =>
    (await dispatcher.handleBatch([message], by))[0];
  const announced = async (): Promise<string[]> => {
    const bodies: string[] = [];
    await outbox.relay(1_000, (entries) => {
      bodies.push(...entries.map(({ body }) => body));
      return Promise.resolve(entries.map(() => ({ status: 'unavailable' as const, reason: 'down' })));
    });
    return bodies;
  };
  return {
    announced,
    attempts,
    breaker,
    clock,
    monotonic: clock,
    countFailure,
    deadLetters,
    delays,
    dispatch,
    dispatcher,
    nudgeRelay,
    observer,
    admin,
    outbox,
    parks,
    probe,
    signal,
    timers,
  };
}

describe('a message that is handled', () => {
  it.each(['done', 'duplicate'] as const)('is acknowledged when it is %s', async (result) => {
    const { dispatch, observer, countFailure, deadLetters, timers } = setUp({
      handler: async () => {
        await timers.sleep(40);
        return result;
      },
    });
    const disposition = dispatch(received());
    await timers.advance(40);
    await expect(disposition).resolves.toEqual(ACKNOWLEDGE);
    expect(observer.events).toEqual([
      {
        kind: 'message-settled',
        queue: 'order-status',
        type: ORDER_PLACED,
        id: 'm1',
        result,
        durationMilliseconds: 40,
      },
    ]);
    expect(countFailure).not.toHaveBeenCalled();
    expect(await deadLetters.count()).toBe(0);
  });

  it('takes as long as it takes, whatever the wall clock is set to meanwhile', async () => {
    const { clock, dispatch, observer, timers } = setUp({
      handler: async () => {
        await timers.sleep(40);
        clock.setForward(-3_600_000);
        return 'done';
      },
    });
    const disposition = dispatch(received());
    await timers.advance(40);
    await disposition;

    expect(observer.of('message-settled')).toMatchObject([{ durationMilliseconds: 40 }]);
  });

  it('reaches its handler parsed, with what delivery knows of it', async () => {
    const handler = jest.fn(done);
    const handlerFor = jest.fn(() => handler);
    const { dispatch, signal } = setUp({ handlerFor });
    await dispatch(received(1, bodyOf(1), 7));
    expect(handlerFor).toHaveBeenCalledWith(ORDER_PLACED);
    expect(handler).toHaveBeenCalledTimes(1);
    const [message, context] = handler.mock.calls[0]!;
    expect(message).toMatchObject({ id: 'm1', type: ORDER_PLACED, orderId: 'order-1' });
    expect(context).toEqual({ queue: 'order-status', receiveCount: 7, signal });
  });
});

describe('a message that cannot be read', () => {
  const UNKNOWN_TYPE = 'orders.order-imagined.v1';

  it.each<[string, string, string, string | undefined]>([
    ['is not JSON', 'no json', 'message-unreadable', undefined],
    ['is no object', '[]', 'message-unreadable', undefined],
    ['breaks a rule', bodyOf(1).replace('"m1"', '1'), 'message-invalid', ORDER_PLACED],
    ['has an unknown type', bodyOf(1).replace(ORDER_PLACED, UNKNOWN_TYPE), 'message-type-unknown', UNKNOWN_TYPE],
  ])('becomes a dead letter under the name of the broker when it %s', async (_, body, reasonCode, type) => {
    const { dispatch, deadLetters, observer, announced, countFailure, clock } = setUp();
    await expect(dispatch(received(1, body, 4))).resolves.toEqual(ACKNOWLEDGE);
    const deadLetter = await deadLetters.find({ source: 'broker:order-status', id: 'broker-1' });
    expect(deadLetter).toEqual({
      queue: 'order-status',
      source: 'broker:order-status',
      id: 'broker-1',
      type,
      body,
      reasonCode,
      errorClass: 'UnreadableMessageError',
      errorMessage: expect.any(String) as string,
      errorStack: expect.any(String) as string,
      attempts: 4,
      traceparent: undefined,
      firstSeenAt: clock.now(),
      lastSeenAt: clock.now(),
    });
    expect(observer.of('message-dead-lettered')).toMatchObject([{ type: undefined, id: 'broker-1', reasonCode }]);
    expect(await announced()).toEqual([]);
    expect(countFailure).not.toHaveBeenCalled();
  });

  it('is recognized by the code of the error, whatever class the reader throws', async () => {
    const error = Object.assign(new Error('from a package of contracts'), { code: 'message-too-large' });
    const { dispatch, deadLetters } = setUp({
      read: () => {
        throw error;
      },
    });
    await expect(dispatch(received())).resolves.toEqual(ACKNOWLEDGE);
    expect(await deadLetters.find({ source: 'broker:order-status', id: 'broker-1' })).toMatchObject({
      reasonCode: 'message-too-large',
      type: undefined,
    });
  });

  it('returns to the queue with a pause when the reader itself fails', async () => {
    const bug = new TypeError('a bug');
    const { breaker, dispatch, deadLetters, observer } = setUp({
      read: () => {
        throw bug;
      },
    });
    const disposition = await dispatch(received());
    expect(disposition).toMatchObject({ action: 'redeliver' });
    expect(disposition).not.toHaveProperty('delaySeconds', 0);
    expect(await deadLetters.count()).toBe(0);
    expect(observer.events).toMatchObject([{ kind: 'message-returned', id: 'broker-1', error: bug }]);
    expect(breaker.isOpen).toBe(false);
  });

  it('is stored without what must not be stored, and a readable one as it is', async () => {
    const redact = (body: string): string => body.replaceAll('secret', '***');
    const handlerFor = () => () => Promise.reject(new PermanentError('no-use', 'It is of no use.'));
    const { dispatch, deadLetters } = setUp({ redact, handlerFor });
    await dispatch(received(1, '{"secret":1}'));
    await dispatch(received(2, bodyOf(2).replace('"m2"', '"secret"')));
    expect(await deadLetters.find({ source: 'broker:order-status', id: 'broker-1' })).toMatchObject({
      body: '{"***":1}',
    });
    const readable = await deadLetters.find({ source: '/test', id: 'secret' });
    expect(readable?.body).toContain('secret');
  });

  it('becomes a dead letter also when it is hostile', async () => {
    const bodies = [
      `{"type":"${ORDER_PLACED}","x":${'['.repeat(90_000)}${']'.repeat(90_000)}}`,
      `{"type":"${ORDER_PLACED}","x":{"constructor":"boom"},"data":{"__proto__":[]}}`,
    ];
    for (const body of bodies) {
      const { dispatch, deadLetters } = setUp();
      await expect(dispatch(received(1, body))).resolves.toEqual(ACKNOWLEDGE);
      expect(await deadLetters.count()).toBe(1);
    }
  });
});

describe('a message without a handler', () => {
  it('becomes a dead letter under its own name, and is announced', async () => {
    const { dispatch, deadLetters, announced, parks } = setUp({ handlerFor: () => undefined });
    await expect(dispatch(received(1, bodyOf(1), 2))).resolves.toEqual(ACKNOWLEDGE);
    expect(await deadLetters.find({ source: '/test', id: 'm1' })).toMatchObject({
      type: ORDER_PLACED,
      reasonCode: 'message-type-unhandled',
      attempts: 2,
      traceparent: TRACEPARENT,
    });
    expect(parks).toMatchObject([{ attempts: 2, reasonCode: 'message-type-unhandled' }]);
    expect(await announced()).toEqual(['m1 parked']);
  });
});

describe('a message that can never be handled', () => {
  it('becomes a dead letter at once, with its error, its attempt and its trace', async () => {
    const error = new PermanentError('order-unknown', 'There is no such order.');
    const { dispatch, deadLetters, announced, parks, observer } = setUp({ handler: failWith(error) });
    await expect(dispatch(received(1, bodyOf(1), 9))).resolves.toEqual(ACKNOWLEDGE);
    expect(await deadLetters.find({ source: '/test', id: 'm1' })).toMatchObject({
      queue: 'order-status',
      type: ORDER_PLACED,
      body: bodyOf(1),
      reasonCode: 'order-unknown',
      errorClass: 'PermanentError',
      errorMessage: 'There is no such order.',
      errorStack: error.stack,
      attempts: 1,
      traceparent: TRACEPARENT,
    });
    expect(parks).toMatchObject([{ attempts: 1, reasonCode: 'order-unknown' }]);
    expect(await announced()).toEqual(['m1 parked']);
    expect(observer.events).toEqual([
      {
        kind: 'message-dead-lettered',
        queue: 'order-status',
        type: ORDER_PLACED,
        id: 'm1',
        reasonCode: 'order-unknown',
        error,
      },
    ]);
  });
});

describe('a message that fails', () => {
  const broken = failWith(new Error('deadlock'));

  it('is announced with its attempt and its time, and comes back at that time', async () => {
    const { dispatch, delays, announced, clock, observer, deadLetters } = setUp({ handler: broken });
    for (const attempt of [1, 2]) {
      const disposition = await dispatch(received());
      const delaySeconds = disposition?.action === 'redeliver' ? disposition.delaySeconds : NaN;
      expect(delaySeconds).toBeGreaterThanOrEqual(1);
      expect(delaySeconds).toBeLessThanOrEqual(2 ** attempt);
      const nextAttemptAt = new Date(clock.now().getTime() + delaySeconds * 1_000);
      expect(delays.at(-1)).toMatchObject({ attempt, nextAttemptAt, reasonCode: 'handler-failed' });
      expect(observer.of('message-delayed').at(-1)).toMatchObject({ id: 'm1', attempt, delaySeconds });
    }
    expect(await announced()).toEqual(['m1 delayed 1', 'm1 delayed 2']);
    expect(await deadLetters.count()).toBe(0);
  });

  it('becomes a dead letter at its last attempt, whatever the broker has counted', async () => {
    const { dispatch, deadLetters, announced, parks } = setUp({ handler: broken });
    await dispatch(received(1, bodyOf(1), 100));
    await dispatch(received(1, bodyOf(1), 1));
    await expect(dispatch(received(1, bodyOf(1), 1))).resolves.toEqual(ACKNOWLEDGE);
    expect(await deadLetters.find({ source: '/test', id: 'm1' })).toMatchObject({
      reasonCode: 'attempts-exhausted',
      errorClass: 'Error',
      errorMessage: 'deadlock',
      attempts: 3,
    });
    expect(parks).toMatchObject([{ attempts: 3, reasonCode: 'attempts-exhausted' }]);
    expect(await announced()).toEqual(['m1 delayed 1', 'm1 delayed 2', 'm1 parked']);
  });

  it('has all its attempts again when it comes back from the dead letters', async () => {
    const { dispatch, delays, admin } = setUp({ handler: broken });
    for (let attempt = 1; attempt <= 3; attempt += 1) await dispatch(received());
    const redrive = { limit: 1, secondsApart: 0, operator: 'ada', reason: 'mended', announce: () => [] };
    await admin.decide({}, { action: 'redrive', ...redrive });
    await dispatch(received());
    expect(delays.map(({ attempt }) => attempt)).toEqual([1, 2, 1]);
  });

  it('becomes a dead letter at once if a copy of it is one, without announcing another attempt', async () => {
    const { dispatch, announced, deadLetters, delays, parks } = setUp({ handler: broken });
    for (let attempt = 1; attempt <= 3; attempt += 1) await dispatch(received());
    delays.length = 0;
    await expect(dispatch(received())).resolves.toEqual(ACKNOWLEDGE);
    expect(delays).toEqual([]);
    expect(parks.at(-1)).toMatchObject({ attempts: 4, reasonCode: 'attempts-exhausted' });
    expect(await deadLetters.find({ source: '/test', id: 'm1' })).toMatchObject({ attempts: 4 });
    expect((await announced()).at(-1)).toBe('m1 parked');
  });

  it('keeps the reason for which its copy was given up', async () => {
    const unusable = new PermanentError('order-unusable', 'The order has no lines.');
    const { dispatch, deadLetters } = setUp({
      handler: (() => {
        const errors: unknown[] = [unusable, new Error('deadlock')];
        return async () => {
          throw errors.shift();
        };
      })(),
    });
    await dispatch(received());
    await dispatch(received());
    expect(await deadLetters.find({ source: '/test', id: 'm1' })).toMatchObject({
      reasonCode: 'order-unusable',
      errorMessage: 'deadlock',
    });
  });

  it('is announced in an order that no clock decides', async () => {
    const { dispatch, delays, parks } = setUp({ handler: broken });
    for (let attempt = 1; attempt <= 4; attempt += 1) await dispatch(received());
    const sequences = [...delays, ...parks].map(({ sequence }) => sequence);
    expect(sequences).toHaveLength(4);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  });

  it('wakes the relay for what is announced, and for nothing else', async () => {
    const { dispatch, nudgeRelay } = setUp({ handler: broken });
    await dispatch(received());
    expect(nudgeRelay).toHaveBeenCalledTimes(1);
    await dispatch(received());
    await dispatch(received());
    expect(nudgeRelay).toHaveBeenCalledTimes(3);

    const silent = setUp({ handler: broken, announcer: NO_ANNOUNCEMENTS });
    await silent.dispatch(received());
    await silent.dispatch(received(2, 'no json'));
    expect(silent.nudgeRelay).not.toHaveBeenCalled();
  });

  it('is a dead letter at its first failure when one attempt is all it has', async () => {
    const { dispatch, deadLetters } = setUp({ handler: broken, retryPolicy: { ...POLICY, maxAttempts: 1 } });
    await expect(dispatch(received())).resolves.toEqual(ACKNOWLEDGE);
    expect(await deadLetters.count()).toBe(1);
  });

  it.each([
    ['a text', 'boom'],
    ['nothing', undefined],
    ['an object without a prototype', Object.create(null)],
  ])('is counted also when the handler throws %s', async (_, thrown: unknown) => {
    const { dispatch, deadLetters } = setUp({ handler: failWith(thrown) });
    for (let attempt = 1; attempt <= 3; attempt += 1) await dispatch(received());
    expect(await deadLetters.find({ source: '/test', id: 'm1' })).toMatchObject({ attempts: 3 });
  });

  it('is counted also when the handler throws before it returns a promise', async () => {
    const handler: MessageHandler<OrderPlaced> = () => {
      throw new Error('not even a promise');
    };
    const { dispatch, delays } = setUp({ handler });
    await dispatch(received());
    expect(delays).toMatchObject([{ attempt: 1 }]);
  });

  it('is settled as usual when its announcement has a bug, which is reported', async () => {
    const bug = new Error('reason code is not valid');
    const announce = (): never => {
      throw bug;
    };
    const { announced, dispatch, deadLetters, nudgeRelay, observer } = setUp({
      handler: broken,
      announcer: { delayed: announce, parked: announce },
    });
    await expect(dispatch(received())).resolves.toMatchObject({ action: 'redeliver' });
    await dispatch(received());
    await expect(dispatch(received())).resolves.toEqual(ACKNOWLEDGE);
    expect(await deadLetters.find({ source: '/test', id: 'm1' })).toMatchObject({
      errorMessage: 'deadlock',
      attempts: 3,
    });
    expect(await announced()).toEqual([]);
    expect(nudgeRelay).not.toHaveBeenCalled();
    const report = { kind: 'announcement-failed', queue: 'order-status', type: ORDER_PLACED, id: 'm1', error: bug };
    expect(observer.of('announcement-failed')).toEqual([report, report, report]);
  });
});

describe('a message that meets an outage', () => {
  it('comes back unharmed: no attempt, no dead letter, and the breaker opens', async () => {
    const { dispatch, breaker, countFailure, deadLetters, observer, announced } = setUp({ handler: failWith(DOWN) });
    const disposition = await dispatch(received());
    const delaySeconds = disposition?.action === 'redeliver' ? disposition.delaySeconds : NaN;
    expect(delaySeconds).toBeGreaterThanOrEqual(1);
    expect(delaySeconds).toBeLessThanOrEqual(5);
    expect(breaker.isOpen).toBe(true);
    expect(countFailure).not.toHaveBeenCalled();
    expect(await deadLetters.count()).toBe(0);
    expect(await announced()).toEqual([]);
    expect(observer.events).toEqual([
      { kind: 'outage-began', component: 'consumer', resource: 'orders database', error: DOWN },
      { kind: 'message-returned', queue: 'order-status', id: 'broker-1', delaySeconds, error: DOWN },
    ]);
    await breaker.stop();
  });

  it('keeps all its attempts, however long the outage lasts', async () => {
    const { dispatch, breaker, countFailure, deadLetters, probe, timers } = setUp({ handler: failWith(DOWN) });
    probe.works = true;
    for (let time = 0; time < 20; time += 1) {
      const disposition = dispatch(received());
      await timers.advance(15_000);
      await expect(disposition).resolves.toMatchObject({ action: 'redeliver' });
    }
    expect(countFailure).not.toHaveBeenCalled();
    expect(await deadLetters.count()).toBe(0);
    await breaker.stop();
  });

  it('waits with its whole batch while the breaker is open', async () => {
    const handler = jest.fn(done);
    const { dispatcher, breaker, probe, signal, timers } = setUp({ handler });
    breaker.trip(DOWN);
    const dispositions = dispatcher.handleBatch([received(1), received(2)], signal);
    await timers.advance(60_000);
    expect(handler).not.toHaveBeenCalled();
    probe.works = true;
    await timers.advance(15_000);
    await expect(dispositions).resolves.toEqual([ACKNOWLEDGE, ACKNOWLEDGE]);
    expect(handler).toHaveBeenCalledTimes(2);
  });

  /** Handles one message again and again, with a probe that sees nothing of the outage, and adds up its pauses. */
  async function outlast(receives: number, restartsEvery = Infinity): Promise<number> {
    let seconds = 0;
    let subject = setUp({ handler: failWith(DOWN), randomness: { next: () => 0 } });
    for (let receive = 1; receive <= receives; receive += 1) {
      if (receive % restartsEvery === 0) {
        await subject.breaker.stop();
        subject = setUp({ handler: failWith(DOWN), randomness: { next: () => 0 } });
      }
      subject.probe.works = true;
      const disposition = subject.dispatch(received(1, bodyOf(1), receive));
      await subject.timers.advance(15_000);
      const answer = await disposition;
      seconds += answer?.action === 'redeliver' ? answer.delaySeconds : NaN;
    }
    await subject.breaker.stop();
    return seconds;
  }

  it.each([
    ['one worker', undefined],
    ['workers that are restarted again and again', 2],
  ])('stays below the 100 receives of the broker for eight days, with %s', async (_workers, restartsEvery) => {
    expect(await outlast(99, restartsEvery)).toBeGreaterThan(8 * 86_400);
  });

  it('comes back soon after a short outage, and never more than a third of its length later', async () => {
    expect(await outlast(1)).toBeLessThanOrEqual(5);
    for (const receives of [10, 20, 30]) {
      const [before, after] = [await outlast(receives - 1), await outlast(receives)];
      expect(after - before).toBeLessThan(before / 3);
    }
  });

  it('is given back at once by a shutdown while there is no outage', async () => {
    const { dispatcher } = setUp();
    const dispositions = dispatcher.handleBatch([received(1)], AbortSignal.abort());
    await expect(dispositions).resolves.toEqual([GIVE_BACK_AT_ONCE]);
  });

  it('is given back with a pause by a shutdown during an outage, so that a restart costs no receive at once', async () => {
    const handler = jest.fn(done);
    const { dispatcher, breaker } = setUp({ handler });
    const controller = new AbortController();
    breaker.trip(DOWN);
    const batch = [received(1), received(2, bodyOf(2), 40)];
    const dispositions = dispatcher.handleBatch(batch, controller.signal);
    controller.abort();
    const [first, often] = (await dispositions).map((given) =>
      given.action === 'redeliver' ? given.delaySeconds : NaN,
    );
    expect(first).toBeGreaterThanOrEqual(3);
    expect(first).toBeLessThanOrEqual(5);
    expect(often).toBeGreaterThanOrEqual(10_800);
    expect(handler).not.toHaveBeenCalled();
    await breaker.stop();
  });
});

describe('a failure that cannot be booked', () => {
  const rejecting = (error: Error) => () => Promise.reject(error);

  it.each([
    ['the dead-letter store', { handler: failWith(new PermanentError('bad', 'bad')) }, 'deadLetters'],
    ['the dead-letter store, for what cannot be read', {}, 'deadLetters'],
    ['the attempt store', { handler: failWith(new Error('deadlock')) }, 'attempts'],
  ] as const)('sends the message back, unsettled, when %s fails', async (name, settings, store) => {
    for (const error of [new Error('a bug'), DOWN]) {
      const broken = { add: rejecting(error), countFailure: rejecting(error) };
      const { dispatch, breaker, observer } = setUp({ ...settings, [store]: broken });
      const body = name.endsWith('read') ? 'no json' : bodyOf(1);
      const disposition = await dispatch(received(1, body));
      expect(disposition).toEqual({ action: 'redeliver', delaySeconds: expect.any(Number) as number });
      expect(disposition).not.toHaveProperty('delaySeconds', 0);
      expect(observer.of('message-returned')).toMatchObject([{ id: 'broker-1', error }]);
      expect(observer.of('message-dead-lettered')).toEqual([]);
      expect(observer.of('message-delayed')).toEqual([]);
      expect(breaker.isOpen).toBe(error === DOWN);
      await breaker.stop();
    }
  });

  it('acknowledges only when the dead letter is stored', async () => {
    const stored = new Deferred();
    const { dispatch, timers, observer } = setUp({
      deadLetters: { add: () => stored.promise.then(() => 0) },
    });
    const disposition = dispatch(received(1, 'no json'));
    let settled = false;
    void disposition.then(() => (settled = true));
    await timers.settled();
    expect(settled).toBe(false);
    expect(observer.events).toEqual([]);
    stored.resolve();
    await expect(disposition).resolves.toEqual(ACKNOWLEDGE);
  });

  it('gives a message back in the end when the announcement is stored late', async () => {
    const stored = new Deferred();
    const { dispatch, timers } = setUp({
      handler: failWith(new Error('deadlock')),
      attempts: {
        countFailure: async () => {
          await stored.promise;
          return { attempt: 1, sequence: 1, givenUp: undefined, announced: 0 };
        },
        deleteOlderThan: () => Promise.resolve(0),
      },
    });
    const disposition = dispatch(received());
    let settled = false;
    void disposition.then(() => (settled = true));
    await timers.settled();
    expect(settled).toBe(false);
    stored.resolve();
    await expect(disposition).resolves.toMatchObject({ action: 'redeliver' });
  });
});

describe('a message at a shutdown', () => {
  it('is given back at once when it has not begun', async () => {
    const handler = jest.fn(done);
    const { dispatch, observer } = setUp({ handler });
    await expect(dispatch(received(), AbortSignal.abort())).resolves.toEqual(GIVE_BACK_AT_ONCE);
    expect(handler).not.toHaveBeenCalled();
    expect(observer.events).toEqual([]);
  });

  it.each([
    ['an error', new Error('aborted')],
    ['a permanent error', new PermanentError('bad', 'bad')],
    ['an outage', DOWN],
  ])('is given back at once, without an attempt, when it is cut off and throws %s', async (_, error) => {
    const controller = new AbortController();
    const { dispatch, breaker, countFailure, deadLetters, observer } = setUp({
      handler: async () => {
        controller.abort();
        throw error;
      },
    });
    await expect(dispatch(received(), controller.signal)).resolves.toEqual(GIVE_BACK_AT_ONCE);
    expect(countFailure).not.toHaveBeenCalled();
    expect(await deadLetters.count()).toBe(0);
    expect(breaker.isOpen).toBe(false);
    expect(observer.events).toEqual([]);
  });

  it('is acknowledged when it was finished all the same', async () => {
    const controller = new AbortController();
    const { dispatch } = setUp({
      handler: async () => {
        controller.abort();
        return 'done';
      },
    });
    await expect(dispatch(received(), controller.signal)).resolves.toEqual(ACKNOWLEDGE);
  });
});

describe('a batch', () => {
  type Fate = 'done' | 'duplicate' | 'fails' | 'never' | 'outage' | 'unreadable';
  const errors = { fails: new Error('deadlock'), never: new PermanentError('bad', 'bad'), outage: DOWN };
  const actions: Record<Fate, string> = {
    done: 'acknowledge',
    duplicate: 'acknowledge',
    fails: 'redeliver',
    never: 'acknowledge',
    outage: 'redeliver',
    unreadable: 'acknowledge',
  };

  it('has one disposition per message, in order, and no message touches its neighbours', async () => {
    const fates = fc.array(fc.constantFrom<Fate>('done', 'duplicate', 'fails', 'never', 'outage', 'unreadable'), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fates, async (batch) => {
        const { dispatcher, breaker, signal, observer, deadLetters } = setUp({
          handler: async (message) => {
            const fate = batch[Number(message.id.slice(1))];
            if (fate === 'done' || fate === 'duplicate') return fate;
            throw errors[fate as keyof typeof errors];
          },
        });
        const dispositions = await dispatcher.handleBatch(
          batch.map((fate, index) => received(index, fate === 'unreadable' ? '{' : bodyOf(index))),
          signal,
        );
        const count = (...wanted: Fate[]): number => batch.filter((fate) => wanted.includes(fate)).length;
        expect(dispositions.map(({ action }) => action)).toEqual(batch.map((fate) => actions[fate]));
        expect(observer.of('message-settled')).toHaveLength(count('done', 'duplicate'));
        expect(observer.of('message-delayed')).toHaveLength(count('fails'));
        expect(observer.of('message-returned')).toHaveLength(count('outage'));
        expect(await deadLetters.count()).toBe(count('never', 'unreadable'));
        expect(breaker.isOpen).toBe(count('outage') > 0);
        await breaker.stop();
      }),
    );
  });

  it('does not wait for one message before it begins the next', async () => {
    const first = new Deferred();
    const order: string[] = [];
    const { dispatcher, signal } = setUp({
      handler: async (message) => {
        if (message.id === 'm1') await first.promise;
        else first.resolve();
        order.push(message.id);
        return 'done';
      },
    });
    await dispatcher.handleBatch([received(1), received(2)], signal);
    expect(order.sort()).toEqual(['m1', 'm2']);
  });

  it('never has more messages in the hands of handlers than allowed, over all batches', async () => {
    let inHand = 0;
    let most = 0;
    const { dispatcher, signal } = setUp({
      concurrencyLimit: new ConcurrencyLimit(4),
      handler: async () => {
        most = Math.max(most, (inHand += 1));
        await new Promise((resolve) => setImmediate(resolve));
        inHand -= 1;
        return 'done';
      },
    });
    const batches = [0, 1, 2].map((batch) => Array.from({ length: 10 }, (_, index) => received(batch * 10 + index)));
    const dispositions = await Promise.all(batches.map((batch) => dispatcher.handleBatch(batch, signal)));

    expect(most).toBe(4);
    expect(dispositions.flat()).toEqual(Array.from({ length: 30 }, () => ACKNOWLEDGE));
  });

  it('gives back at once what waits for its turn when a shutdown begins', async () => {
    const stopping = new AbortController();
    const begun = new Deferred();
    const { dispatcher } = setUp({
      concurrencyLimit: new ConcurrencyLimit(1),
      handler: async (_message, { signal }) => {
        begun.resolve();
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        return 'done';
      },
    });
    const dispositions = dispatcher.handleBatch([received(1), received(2)], stopping.signal);
    await begun.promise;
    stopping.abort();

    expect(await dispositions).toEqual([ACKNOWLEDGE, GIVE_BACK_AT_ONCE]);
  });

  it('of no messages has no dispositions', async () => {
    const { dispatcher, signal } = setUp();
    await expect(dispatcher.handleBatch([], signal)).resolves.toEqual([]);
  });
});
