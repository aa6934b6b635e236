import { InfrastructureError } from '../outage/infrastructure.error';
import { InMemoryOutboxStore } from '../in-memory/in-memory-outbox-store';
import type { OutgoingMessage } from '../message/outgoing-message';
import type { PublishResult } from './message-publisher.port';
import type { OutboxStore } from './outbox-store.port';
import { Deferred } from '../testing/deferred';
import { RecordingObserver } from '../testing/recording-observer';
import { VirtualClock, VirtualTimers } from '../testing/virtual-time';
import { OutboxRelay } from './outbox-relay';

const BATCH = 3;
const POLL = 1_000;
const GATHER = 20;
const SENT: PublishResult = { status: 'sent' };
const UNAVAILABLE: PublishResult = { status: 'unavailable', reason: 'ECONNREFUSED' };

const message = (id: string): OutgoingMessage => ({ queue: 'orders', source: '/test', id, type: 'a.b.v1', body: '{}' });
const messages = (...ids: string[]): OutgoingMessage[] => ids.map(message);

type Publish = (batch: readonly OutgoingMessage[]) => Promise<readonly PublishResult[]>;

interface Settings {
  readonly publish?: Publish;
  readonly chance?: () => number;
  readonly wrap?: (store: InMemoryOutboxStore) => OutboxStore;
  readonly batchSize?: number;
  readonly shouldYield?: () => boolean;
}

function setUp({
  publish = sendAll,
  chance = () => 1,
  wrap = (store) => store,
  batchSize = BATCH,
  shouldYield,
}: Settings = {}) {
  const clock = new VirtualClock();
  const timers = new VirtualTimers(clock);
  const observer = new RecordingObserver();
  const refused: string[] = [];
  const store = new InMemoryOutboxStore(clock, { onRefused: ({ id }, reason) => refused.push(`${id}: ${reason}`) });
  /** What was handed to the broker, and when, in milliseconds from the start. */
  const published: { at: number; ids: string[] }[] = [];
  const relay = new OutboxRelay({
    store: wrap(store),
    publisher: {
      publish: (batch) => {
        published.push({ at: clock.milliseconds(), ids: batch.map(({ id }) => id) });
        return publish(batch);
      },
    },
    clock,
    monotonic: clock,
    timers,
    randomness: { next: chance },
    observer,
    options: { batchSize, pollIntervalMilliseconds: POLL, gatherMilliseconds: GATHER },
    shouldYield,
  });
  const left = async (): Promise<number> => (await store.backlog()).count;
  return { clock, timers, observer, refused, store, published, relay, left };
}

const sendAll: Publish = (batch) => Promise.resolve(batch.map(() => SENT));
const unavailable: Publish = (batch) => Promise.resolve(batch.map(() => UNAVAILABLE));

describe('OutboxRelay.relayOnce', () => {
  it('publishes a batch, removes what was sent and reports it', async () => {
    const { relay, store, published, observer, left } = setUp();
    await store.add(messages('1', '2', '3', '4'));
    await expect(relay.relayOnce()).resolves.toEqual({ claimed: 3, sent: 3 });
    expect(published).toEqual([{ at: 0, ids: ['1', '2', '3'] }]);
    expect(observer.events).toEqual([{ kind: 'outbox-relayed', claimed: 3, sent: 3 }]);
    expect(await left()).toBe(1);
  });

  it('asks no broker and tells nothing when there is nothing to send', async () => {
    const { relay, published, observer } = setUp();
    await expect(relay.relayOnce()).resolves.toEqual({ claimed: 0, sent: 0 });
    expect(published).toEqual([]);
    expect(observer.events).toEqual([]);
  });

  it('treats each entry by its own result', async () => {
    const results: PublishResult[] = [
      { status: 'failed', reason: 'InternalError' },
      SENT,
      { status: 'refused', reason: 'InvalidMessageContents' },
    ];
    const { relay, store, published, observer, refused, timers, left } = setUp({
      publish: (batch) => Promise.resolve(batch.map((_, index) => results[index] ?? SENT)),
      chance: () => 0,
    });
    await store.add(messages('fails', 'goes', 'never'));
    await expect(relay.relayOnce()).resolves.toEqual({ claimed: 3, sent: 1 });
    expect(refused).toEqual(['never: InvalidMessageContents']);
    expect(observer.of('outbox-entry-failed').map(({ id, reason }) => [id, reason])).toEqual([
      ['fails', 'InternalError'],
      ['never', 'InvalidMessageContents'],
    ]);
    await expect(relay.relayOnce()).resolves.toEqual({ claimed: 0, sent: 0 });
    await timers.advance(1_000);
    await relay.relayOnce();
    expect(published.map(({ at, ids }) => [at, ...ids])).toEqual([
      [0, 'fails', 'goes', 'never'],
      [1_000, 'fails'],
    ]);
    expect(await left()).toBe(1);
  });

  it('waits longer before each further try of an entry that fails', async () => {
    const { relay, store, published, timers } = setUp({
      publish: (batch) => Promise.resolve(batch.map(() => ({ status: 'failed', reason: 'InternalError' }))),
      chance: () => 1 - Number.EPSILON,
    });
    await store.add(messages('1'));
    for (let second = 0; second <= 16; second += 1) {
      await relay.relayOnce();
      await timers.advance(1_000);
    }
    expect(published.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 7_000, 15_000]);
  });

  it('keeps entries that an unavailable broker did not take, without counting a try, and rejects', async () => {
    const { relay, store, observer, left } = setUp({ publish: unavailable });
    await store.add(messages('1'));
    await expect(relay.relayOnce()).rejects.toMatchObject({
      name: 'InfrastructureError',
      resource: 'broker',
      code: 'ECONNREFUSED',
    });
    await store.relay(BATCH, (entries) => {
      expect(entries).toMatchObject([{ id: '1', attempts: 0 }]);
      return Promise.resolve([{ status: 'unavailable', reason: 'down' }]);
    });
    expect(observer.of('outbox-entry-failed')).toEqual([]);
    expect(await left()).toBe(1);
  });

  it('removes what was sent also when the broker became unavailable in the middle of the batch', async () => {
    const { relay, store, left, observer } = setUp({ publish: () => Promise.resolve([SENT, UNAVAILABLE, SENT]) });
    await store.add(messages('1', '2', '3'));
    await expect(relay.relayOnce()).rejects.toThrow('ECONNREFUSED');
    expect(observer.of('outbox-relayed')).toEqual([{ kind: 'outbox-relayed', claimed: 3, sent: 2 }]);
    expect(await left()).toBe(1);
  });

  it('removes nothing when the publisher returns fewer results than messages', async () => {
    const { relay, store, left } = setUp({ publish: () => Promise.resolve([SENT, SENT]) });
    await store.add(messages('1', '2', '3'));
    await expect(relay.relayOnce()).rejects.toThrow('fewer results');
    expect(await left()).toBe(3);
  });

  it('removes nothing when the publisher rejects after all', async () => {
    const { relay, store, left } = setUp({ publish: () => Promise.reject(new Error('a bug')) });
    await store.add(messages('1'));
    await expect(relay.relayOnce()).rejects.toThrow('a bug');
    expect(await left()).toBe(1);
  });
});

describe('OutboxRelay', () => {
  it('looks at once when it starts, then finds by polling what it was not nudged for', async () => {
    const { relay, store, published, timers } = setUp();
    await store.add(messages('left behind'));
    relay.start();
    await timers.settled();
    expect(published).toEqual([{ at: 0, ids: ['left behind'] }]);
    await timers.advance(300);
    await store.add(messages('untold'));
    await timers.advance(POLL);
    expect(published.slice(1)).toEqual([{ at: POLL, ids: ['untold'] }]);
    await relay.stop();
  });

  it('runs one loop however often it is started', async () => {
    const { relay, timers } = setUp();
    relay.start();
    relay.start();
    await timers.settled();
    expect(timers.sleeping).toBe(1);
    await relay.stop();
  });

  it('looks at once when it is nudged', async () => {
    const { relay, store, published, timers } = setUp();
    relay.start();
    await timers.advance(100);
    await store.add(messages('1'));
    relay.nudge();
    await timers.settled();
    expect(published).toEqual([{ at: 100, ids: ['1'] }]);
    await relay.stop();
  });

  it('does not lose a nudge that comes while a batch is under way', async () => {
    const sending = new Deferred();
    const { relay, store, published, timers } = setUp({
      publish: async (batch) => {
        if (batch[0]?.id === 'slow') await sending.promise;
        return batch.map(() => SENT);
      },
    });
    await store.add(messages('slow'));
    relay.start();
    await timers.settled();
    await store.add(messages('late'));
    relay.nudge();
    sending.resolve();
    await timers.advance(GATHER);
    expect(published).toEqual([
      { at: 0, ids: ['slow'] },
      { at: GATHER, ids: ['late'] },
    ]);
    await relay.stop();
  });

  it('does not lose a nudge that comes while the store finds nothing', async () => {
    const looking = new Deferred();
    let looks = 0;
    const { relay, store, published, timers } = setUp({
      wrap: (inner) => ({
        add: (batch) => inner.add(batch),
        backlog: () => inner.backlog(),
        relay: async (limit, deliver) => {
          const batch = await inner.relay(limit, deliver);
          looks += 1;
          if (looks === 1) await looking.promise;
          return batch;
        },
      }),
    });
    relay.start();
    await timers.settled();
    await store.add(messages('1'));
    relay.nudge();
    looking.resolve();
    await timers.settled();
    expect(published).toEqual([{ at: 0, ids: ['1'] }]);
    await relay.stop();
  });

  it('gathers what comes soon after a batch, and sends it together', async () => {
    const { relay, store, published, timers } = setUp();
    relay.start();
    await timers.settled();
    for (const id of ['1', '2', '3', '4']) {
      await store.add(messages(id));
      relay.nudge();
      await timers.advance(GATHER / 4);
    }
    await timers.advance(GATHER);
    expect(published).toEqual([
      { at: 0, ids: ['1'] },
      { at: GATHER, ids: ['2', '3', '4'] },
    ]);
    await relay.stop();
  });

  it('sends at once what comes after a while', async () => {
    const { relay, store, published, timers } = setUp();
    relay.start();
    for (const id of ['1', '2']) {
      await store.add(messages(id));
      relay.nudge();
      await timers.advance(GATHER);
    }
    expect(published).toEqual([
      { at: 0, ids: ['1'] },
      { at: GATHER, ids: ['2'] },
    ]);
    await relay.stop();
  });

  it.each([
    ['back by an hour', -3_600_000],
    ['forward by an hour', 3_600_000],
  ])('goes on at the same pace when the wall clock is set %s', async (_what, jump) => {
    const { clock, relay, store, published, timers } = setUp();
    await store.add(messages('1'));
    relay.start();
    await timers.advance(100);
    clock.setForward(jump);
    await store.add(messages('2'));
    relay.nudge();
    await timers.advance(0);
    clock.setForward(-jump);
    await store.add(messages('3'));
    relay.nudge();
    await timers.advance(GATHER);

    expect(published).toEqual([
      { at: 0, ids: ['1'] },
      { at: 100, ids: ['2'] },
      { at: 100 + GATHER, ids: ['3'] },
    ]);
    await relay.stop();
  });

  it('does not gather when it is stopped', async () => {
    const { relay, store, published, timers } = setUp();
    await store.add(messages('1'));
    relay.start();
    await timers.settled();
    await store.add(messages('2'));
    relay.nudge();
    await timers.settled();
    await relay.stop();
    expect(published).toEqual([{ at: 0, ids: ['1'] }]);
  });

  it('looks for more at once after a full batch', async () => {
    const { relay, store, published, timers } = setUp();
    await store.add(messages('1', '2', '3', '4', '5', '6', '7'));
    relay.start();
    await timers.settled();
    expect(published.map(({ at, ids }) => [at, ids.length])).toEqual([
      [0, 3],
      [0, 3],
      [0, 1],
    ]);
    await relay.stop();
  });

  describe('beside a front door that is busy', () => {
    const setUpBusy = (publishMilliseconds: number) => {
      const door = { busy: true };
      const parts = setUp({
        shouldYield: () => door.busy,
        publish: async (batch) => {
          await parts.timers.sleep(publishMilliseconds);
          return sendAll(batch);
        },
      });
      return { ...parts, door };
    };
    const beginnings = ({ published }: { readonly published: readonly { at: number }[] }) =>
      published.map(({ at }) => at);

    it('rests four times as long as a batch took, and hurries again when the door is calm', async () => {
      const parts = setUpBusy(10);
      await parts.store.add(messages(...'abcdefghijklmno'));
      parts.relay.start();
      await parts.timers.advance(105);
      expect(beginnings(parts)).toEqual([0, 50, 100]);
      parts.door.busy = false;
      await parts.timers.advance(15);
      expect(beginnings(parts)).toEqual([0, 50, 100, 110, 120]);
      await parts.timers.advance(10);
      await parts.relay.stop();
    });

    it('measures its rest without the wall clock', async () => {
      const parts = setUpBusy(10);
      await parts.store.add(messages(...'abcdef'));
      parts.relay.start();
      await parts.timers.advance(5);
      parts.clock.setForward(3_600_000);
      await parts.timers.advance(5 + 40);

      expect(beginnings(parts)).toEqual([0, 50]);
      await parts.timers.advance(60);
      await parts.relay.stop();
    });

    it('rests no longer than between two polls', async () => {
      const parts = setUpBusy(POLL);
      await parts.store.add(messages(...'abcdef'));
      parts.relay.start();
      await parts.timers.advance(2 * POLL);
      expect(beginnings(parts)).toEqual([0, 2 * POLL]);
      await parts.timers.advance(POLL);
      await parts.relay.stop();
    });

    it('takes what came meanwhile without being told again', async () => {
      const parts = setUpBusy(10);
      await parts.store.add(messages('1'));
      parts.relay.start();
      await parts.timers.advance(20);
      await parts.store.add(messages('2'));
      parts.relay.nudge();
      await parts.timers.advance(30);
      expect(parts.published).toEqual([
        { at: 0, ids: ['1'] },
        { at: 50, ids: ['2'] },
      ]);
      await parts.timers.advance(10);
      await parts.relay.stop();
    });

    it('ends its rest when it is stopped', async () => {
      const parts = setUpBusy(10);
      await parts.store.add(messages('1'));
      parts.relay.start();
      await parts.timers.advance(20);
      await parts.relay.stop();
      expect(beginnings(parts)).toEqual([0]);
    });
  });

  it('waits an outage of the broker out: probes ever more rarely, and goes on by itself', async () => {
    let isDown = true;
    const { relay, store, published, observer, timers, left } = setUp({
      publish: (batch) => (isDown ? unavailable(batch) : sendAll(batch)),
    });
    await store.add(messages('1'));
    relay.start();
    await timers.advance(60_000);
    expect(published.map(({ at }) => at)).toEqual([0, 250, 750, 1_750, 3_750, 7_750, 15_750, 30_750, 45_750]);
    expect(relay.outage).toMatchObject({ resource: 'broker', reason: 'The broker is not available (ECONNREFUSED).' });
    isDown = false;
    await timers.advance(15_000);
    expect(await left()).toBe(0);
    expect(relay.outage).toBeUndefined();
    expect(observer.events.filter(({ kind }) => kind.startsWith('outage'))).toMatchObject([
      { kind: 'outage-began', component: 'relay', resource: 'broker' },
      { kind: 'outage-ended', component: 'relay', resource: 'broker', durationMilliseconds: 60_750 },
    ]);
    await relay.stop();
  });

  it('begins the next outage with short pauses again after a minute without trouble', async () => {
    let isDown = true;
    const { relay, store, published, timers, left } = setUp({
      publish: (batch) => (isDown ? unavailable(batch) : sendAll(batch)),
    });
    await store.add(messages('1'));
    relay.start();
    await timers.advance(10_000);
    isDown = false;
    await timers.advance(70_000);
    expect(await left()).toBe(0);
    isDown = true;
    published.length = 0;
    await store.add(messages('2'));
    await timers.advance(2_000);
    const [first = 0, ...later] = published.map(({ at }) => at);
    expect(later.map((at) => at - first)).toEqual([250, 750]);
    await relay.stop();
  });

  it('probes with a few entries, not with a whole batch', async () => {
    const { relay, store, published, timers } = setUp({ batchSize: 200, publish: unavailable });
    await store.add(Array.from({ length: 50 }, (_, index) => message(String(index))));
    relay.start();
    await timers.advance(250);
    expect(published.map(({ ids }) => ids.length)).toEqual([50, 10]);
    await relay.stop();
  });

  it('takes at least half of each pause, so that chance alone makes no hot loop', async () => {
    const { relay, store, published, timers } = setUp({ publish: unavailable, chance: () => 0 });
    await store.add(messages('1'));
    relay.start();
    await timers.advance(3_000);
    expect(published.map(({ at }) => at)).toEqual([0, 125, 375, 875, 1_875]);
    await relay.stop();
  });

  it('does not let nudges shorten the pause of an outage', async () => {
    const { relay, store, published, timers } = setUp({ publish: unavailable });
    await store.add(messages('1'));
    relay.start();
    await timers.settled();
    for (let nudge = 0; nudge < 50; nudge += 1) {
      relay.nudge();
      await timers.advance(1);
    }
    expect(published).toHaveLength(1);
    await timers.advance(200);
    expect(published.map(({ at }) => at)).toEqual([0, 250]);
    await relay.stop();
  });

  it('waits out a database that is down', async () => {
    let looks = 0;
    const { relay, store, published, observer, timers } = setUp({
      wrap: (inner) => ({
        add: (batch) => inner.add(batch),
        backlog: () => inner.backlog(),
        relay: (limit, deliver) => {
          looks += 1;
          return looks <= 2
            ? Promise.reject(new InfrastructureError('customer database', 'ECONNRESET'))
            : inner.relay(limit, deliver);
        },
      }),
    });
    await store.add(messages('1'));
    relay.start();
    await timers.advance(250);
    expect(relay.outage).toMatchObject({ resource: 'customer database' });
    await timers.advance(500);
    expect(published).toEqual([{ at: 750, ids: ['1'] }]);
    expect(relay.outage).toBeUndefined();
    expect(observer.of('outage-began')).toMatchObject([{ component: 'relay', resource: 'customer database' }]);
    await relay.stop();
  });

  it('settles the current batch before a stop resolves, and claims no more', async () => {
    const sending = new Deferred();
    const { relay, store, published, timers, left } = setUp({
      publish: async (batch) => {
        await sending.promise;
        return batch.map(() => SENT);
      },
    });
    await store.add(messages('1', '2', '3', '4'));
    relay.start();
    await timers.settled();
    let stopped = false;
    const stop = relay.stop().then(() => (stopped = true));
    await timers.settled();
    expect(stopped).toBe(false);
    sending.resolve();
    await stop;
    expect(published).toHaveLength(1);
    expect(await left()).toBe(1);
    expect(timers.sleeping).toBe(0);
  });

  it.each([
    ['while it waits for the next poll', sendAll],
    ['while it pauses for an outage', unavailable],
  ])('stops at once %s', async (_, publish) => {
    const { relay, store, timers } = setUp({ publish });
    await store.add(messages('1'));
    relay.start();
    await timers.settled();
    expect(timers.sleeping).toBe(1);
    await relay.stop();
    expect(timers.sleeping).toBe(0);
  });

  it('stops without ever having started, and does not start afterwards', async () => {
    const { relay, store, published, timers } = setUp();
    await store.add(messages('1'));
    await relay.stop();
    relay.start();
    await timers.advance(10 * POLL);
    expect(published).toEqual([]);
  });

  it('leaves no two relays with the same entry', async () => {
    const { relay, store, published, timers } = setUp();
    await store.add(messages('1', '2', '3', '4', '5'));
    await Promise.all([relay.relayOnce(), relay.relayOnce(), relay.relayOnce()]);
    await timers.settled();
    expect(published.flatMap(({ ids }) => ids).sort()).toEqual(['1', '2', '3', '4', '5']);
  });
});
