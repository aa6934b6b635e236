import { type ConsumerHealth, InfrastructureError, type Outage } from '@decouple/messaging-core';
import { VirtualClock, VirtualTimers } from '@decouple/messaging-core/testing';
import { Metrics } from '@decouple/platform';
import { type Exposition, parseExposition, RecordingLog, valueOf } from '@decouple/platform/testing';
import { showDeliveryGauges } from './delivery-gauges';

const SOURCES = ['outbox', 'queues', 'dead_letters'];

describe('the gauges of delivery', () => {
  let metrics: Metrics;
  let clock: VirtualClock;
  let timers: VirtualTimers;
  let isDown: boolean;
  let health: ConsumerHealth;
  let relay: { outage: Outage | undefined };
  let watch: { stuckForMilliseconds: number | undefined };

  beforeEach(() => {
    metrics = new Metrics();
    clock = new VirtualClock();
    timers = new VirtualTimers(clock);
    isDown = false;
    relay = { outage: undefined };
    watch = { stuckForMilliseconds: undefined };
    health = {
      breakerOpen: false,
      lastPollAgeMilliseconds: undefined,
      pollsFailingForMilliseconds: undefined,
      lastOutageEndedAgeMilliseconds: undefined,
      oldestBatchAgeMilliseconds: undefined,
    };
    const orDown = async <T>(answer: T): Promise<T> => {
      if (isDown) throw new InfrastructureError('orders database', 'ECONNREFUSED');
      return answer;
    };
    showDeliveryGauges(metrics, {
      store: {
        outbox: {
          add: jest.fn(),
          relay: jest.fn(),
          longestDue: jest.fn(),
          backlog: () => orDown({ count: 12, oldestAgeSeconds: 3.5 }),
        },
        deadLetters: { add: jest.fn(), find: jest.fn(), count: () => orDown(4) },
      },
      broker: { gauge: { depths: () => orDown([{ queue: 'orders', waiting: 7, inFlight: 2 }]) } },
      runtime: { consumer: { health: () => health }, relay, watch },
      monotonic: clock,
      timers,
      log: new RecordingLog().log,
    });
  });

  const read = async (): Promise<Exposition> => parseExposition(await metrics.text());
  const up = (exposition: Exposition) => SOURCES.map((source) => valueOf(exposition, 'decouple_source_up', { source }));

  it('report outbox, queues and dead letters', async () => {
    const exposition = await read();

    expect(valueOf(exposition, 'decouple_outbox_backlog')).toBe(12);
    expect(valueOf(exposition, 'decouple_outbox_oldest_age_seconds')).toBe(3.5);
    expect(valueOf(exposition, 'decouple_queue_waiting', { queue: 'orders' })).toBe(7);
    expect(valueOf(exposition, 'decouple_queue_in_flight', { queue: 'orders' })).toBe(2);
    expect(valueOf(exposition, 'decouple_dead_letters')).toBe(4);
    expect(up(exposition)).toEqual([1, 1, 1]);
  });

  it('are left out while nothing is known, which is said, and come back', async () => {
    isDown = true;
    const down = await read();
    isDown = false;
    await timers.advance(5_000);
    const back = await read();
    const asked = ['outbox_backlog', 'outbox_oldest_age_seconds', 'queue_waiting', 'queue_in_flight', 'dead_letters'];

    expect(up(down)).toEqual([0, 0, 0]);
    expect(asked.map((name) => valueOf(down, `decouple_${name}`))).toEqual(asked.map(() => undefined));
    expect(up(back)).toEqual([1, 1, 1]);
    expect(valueOf(back, 'decouple_outbox_backlog')).toBe(12);
  });

  it('report components that are paused by an outage', async () => {
    const open = (exposition: Exposition) =>
      ['consumer', 'relay'].map((component) => valueOf(exposition, 'decouple_breaker_open', { component }));
    const well = open(await read());
    health = { ...health, breakerOpen: true };
    const consumerWaits = open(await read());
    health = { ...health, breakerOpen: false };
    relay.outage = { resource: 'broker', reason: 'refused', startedAt: clock.now() };

    expect([well, consumerWaits, open(await read())]).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
  });

  it('report how long the outbox has been stuck', async () => {
    const well = valueOf(await read(), 'decouple_outbox_stuck_seconds');
    watch.stuckForMilliseconds = 75_000;

    expect([well, valueOf(await read(), 'decouple_outbox_stuck_seconds')]).toEqual([0, 75]);
  });

  it('report the ages of the last poll and of the oldest batch in flight', async () => {
    const ages = (exposition: Exposition) =>
      ['last_poll', 'oldest_batch'].map((what) => valueOf(exposition, `decouple_consumer_${what}_age_seconds`));
    const before = ages(await read());
    health = { ...health, lastPollAgeMilliseconds: 2_500, oldestBatchAgeMilliseconds: 2_500 };

    expect([before, ages(await read())]).toEqual([
      [undefined, 0],
      [2.5, 2.5],
    ]);
  });
});
