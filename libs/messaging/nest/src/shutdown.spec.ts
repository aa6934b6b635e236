import { InfrastructureError, OutboxRelay } from '@decouple/messaging-core';
import { InMemoryMessagePublisher } from '@decouple/messaging-core/in-memory';
import {
  Deferred,
  ORDER_PLACED,
  type OrderPlaced,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import type { Type } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { QueueConsumer } from './queue-consumer.decorator';
import { QueueContext } from './queue-context';
import { type RunningApplication, startQueueApplication } from './queue-application';
import { TransportFixture, type TransportFixtureOptions } from './testing/transport-fixture';

/** An HTTP application with a queue, a relay and something like a pool, that notes in which order they end. */
class HybridApplication {
  readonly order: string[] = [];
  readonly began = new Deferred();
  readonly finish = new Deferred();
  /** The queue's source has been told to stop. */
  readonly draining = new Deferred();
  readonly fixture: TransportFixture;
  readonly relay: OutboxRelay;

  private constructor(options: TransportFixtureOptions) {
    this.fixture = new TransportFixture(options);
    const { broker, observer, outbox, source } = this.fixture;
    const stop = source.stop.bind(source);
    source.stop = (graceMilliseconds) => {
      this.draining.resolve();
      return stop(graceMilliseconds);
    };
    this.relay = new OutboxRelay({
      store: outbox,
      publisher: new InMemoryMessagePublisher(broker, ['order-status']),
      clock: systemClock,
      monotonic: systemClock,
      timers: systemTimers,
      randomness: systemRandomness,
      observer,
      options: { batchSize: 10, pollIntervalMilliseconds: 60_000, gatherMilliseconds: 0 },
    });
  }

  static async start(
    options: TransportFixtureOptions = {},
  ): Promise<HybridApplication & { readonly service: RunningApplication }> {
    const hybrid = new HybridApplication(options);
    const { fixture, order, relay } = hybrid;
    const module = await Test.createTestingModule({ controllers: [hybrid.consumer()] }).compile();
    const stop = relay.stop.bind(relay);
    relay.stop = async () => {
      await stop();
      order.push('relay stopped');
    };
    const service = await startQueueApplication({
      app: module.createNestApplication(new FastifyAdapter(), { logger: false }),
      transport: fixture.transport,
      relay,
      listen: async () => undefined,
      resources: [{ close: async () => void order.push('pool closed') }],
    });
    return Object.assign(hybrid, { service });
  }

  /** Holds its message until it is released, or its signal is aborted. */
  private consumer(): Type {
    const { began, finish, order } = this;

    @QueueConsumer()
    class OrderConsumer {
      @EventPattern(ORDER_PLACED)
      async onAccepted(@Payload() _message: OrderPlaced, @Ctx() { signal }: QueueContext): Promise<void> {
        signal.addEventListener('abort', () => finish.reject(new Error('cut off')), { once: true });
        began.resolve();
        await finish.promise;
        order.push('handled');
      }
    }
    return OrderConsumer;
  }
}

/** For a condition that nothing announces. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

describe('closing the application', () => {
  it('finishes running handlers first, then the relay, then the pools', async () => {
    const { service, began, draining, finish, fixture, order } = await HybridApplication.start();
    fixture.send();
    await began.promise;
    const closed = service.close();
    // The handler goes on only when the queue is being drained: whatever ends before that is in the order.
    await draining.promise;
    finish.resolve();
    await closed;

    expect(order).toEqual(['handled', 'relay stopped', 'pool closed']);
    expect(fixture.depth).toBe(0);
  });

  it('returns a message without an attempt when its handler exceeds the grace period', async () => {
    const { service, began, fixture, order } = await HybridApplication.start({ shutdownGraceMilliseconds: 10 });
    const sent = fixture.send();
    await began.promise;
    await service.close();

    expect(order).toEqual(['relay stopped', 'pool closed']);
    expect(fixture.broker.receive('orders', 10, 1_000)).toHaveLength(1);
    expect(await fixture.attempts.countFailure({ queue: 'orders', ...sent })).toMatchObject({ attempt: 1 });
  });

  it('does not wait for the grace period during an outage', async () => {
    const { service, fixture } = await HybridApplication.start({ shutdownGraceMilliseconds: 600_000 });
    fixture.breaker.trip(new InfrastructureError('orders database', 'ECONNREFUSED'));
    fixture.send();
    await until(() => fixture.consumer.health().oldestBatchAgeMilliseconds !== undefined);
    const before = performance.now();
    await service.close();

    expect(performance.now() - before).toBeLessThan(60_000);
    // It comes back after the pause that an outage asks for, not at once.
    expect(fixture.broker.contents('orders')).toHaveLength(1);
    expect(fixture.broker.depth('orders')).toEqual({ queue: 'orders', waiting: 0, inFlight: 1 });
  });

  it('ends the breaker: nothing is probed after the pools have closed', async () => {
    const { service, fixture } = await HybridApplication.start();
    await service.close();
    fixture.breaker.trip(new InfrastructureError('orders database', 'ECONNREFUSED'));

    expect(fixture.breaker.isOpen).toBe(false);
  });

  it('closes once when called repeatedly', async () => {
    const { service, fixture } = await HybridApplication.start();
    const first = fixture.transport.close();

    expect(fixture.transport.close()).toBe(first);
    await service.close();
  });
});

describe('starting the application', () => {
  it('relays from the start', async () => {
    const { service, fixture, relay } = await HybridApplication.start();
    await fixture.outbox.add([{ queue: 'order-status', source: 'urn:test', id: '1', type: 't', body: 'answer' }]);
    relay.nudge();
    await fixture.observer.until('outbox-relayed');
    await service.close();

    expect(fixture.broker.contents('order-status')).toEqual(['answer']);
  });
});

describe('health', () => {
  it('reports polls, batches in flight and the breaker', async () => {
    const { service, began, finish, fixture } = await HybridApplication.start();
    fixture.send();
    await began.promise;

    expect(fixture.consumer.health()).toEqual({
      lastPollAgeMilliseconds: expect.any(Number) as number,
      oldestBatchAgeMilliseconds: expect.any(Number) as number,
      breakerOpen: false,
    });
    finish.resolve();
    await service.close();
  });
});
