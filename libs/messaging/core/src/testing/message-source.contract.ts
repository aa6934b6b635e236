/// <reference types="jest" />
import type { ReceivedMessage } from '../message/received-message';
import type { MessageSource } from '../consuming/message-source.port';
import { Deferred } from './deferred';
import { ACKNOWLEDGE, HandoverProbe, redeliverAfter } from './handover-probe';

export interface MessageSourceSettings {
  readonly loops: number;
  readonly batchSize: number;
  readonly visibilityTimeoutSeconds: number;
}

export interface MessageSourceSubject {
  readonly source: MessageSource;
  send(...bodies: readonly string[]): Promise<void>;
  /**
   * Another consumer's look at the queue: takes what becomes visible within `waitSeconds`, as soon as there is
   * something; nothing when nothing does.
   */
  receive(waitSeconds: number): Promise<readonly string[]>;
  /** How many messages the queue holds, visible or not. */
  depth(): Promise<number>;
  /** The broker cannot be reached, until it is mended. This and the next two: needed when `features.outages` is set. */
  breakBroker?(): void;
  mendBroker?(): void;
  /** Resolves when a poll of the source has failed. */
  pollFailed?(): Promise<unknown>;
  close(): Promise<void>;
}

export interface MessageSourceFeatures {
  /** The broker is something that can be down. */
  readonly outages: boolean;
}

const SETTINGS: MessageSourceSettings = { loops: 2, batchSize: 10, visibilityTimeoutSeconds: 2 };
/** Long enough never to end within a test: whatever comes back sooner was given back. */
const LONG_VISIBILITY: MessageSourceSettings = { ...SETTINGS, visibilityTimeoutSeconds: 600 };
const LONG_GRACE_MILLISECONDS = 60_000;

/** What every adapter of the `MessageSource` port promises. */
export function describeMessageSourceContract(
  name: string,
  factory: (settings: MessageSourceSettings) => Promise<MessageSourceSubject>,
  features: MessageSourceFeatures,
): void {
  describe(`${name} as a MessageSource`, () => {
    let subject: MessageSourceSubject;
    /** Held by handlers; released at the end whatever a test did, so that no test leaves a source running. */
    let release: Deferred;

    const open = async (settings: MessageSourceSettings = SETTINGS): Promise<MessageSource> => {
      subject = await factory(settings);
      return subject.source;
    };
    const holdUntilReleased = async (): Promise<typeof ACKNOWLEDGE> => {
      await release.promise;
      return ACKNOWLEDGE;
    };

    beforeEach(() => {
      release = new Deferred();
    });

    afterEach(async () => {
      release.resolve();
      await subject.source.stop(0);
      await subject.close();
    });

    describe('handing over', () => {
      it('hands over the body with the name of the queue, a broker id and a receive count of one', async () => {
        const source = await open();
        const probe = new HandoverProbe();
        await source.start(probe.handle);
        await subject.send('a body');

        expect(await probe.until(1)).toEqual([
          {
            queue: source.queue,
            brokerMessageId: expect.stringMatching(/./) as string,
            body: 'a body',
            receiveCount: 1,
          },
        ]);
      });

      it('hands over messages that were there before it started', async () => {
        const source = await open();
        await subject.send('early');
        const probe = new HandoverProbe();
        await source.start(probe.handle);

        expect((await probe.until(1)).map(bodyOf)).toEqual(['early']);
      });

      it('hands over every message, in batches no larger than the batch size', async () => {
        const source = await open({ ...SETTINGS, batchSize: 4 });
        const bodies = Array.from({ length: 18 }, (_, index) => `body ${String(index).padStart(2, '0')}`);
        await subject.send(...bodies);
        const probe = new HandoverProbe();
        await source.start(probe.handle);

        expect((await probe.until(18)).map(bodyOf).sort()).toEqual(bodies);
        expect(Math.max(...probe.batches.map(({ length }) => length))).toBeLessThanOrEqual(4);
      });

      it('can be started once', async () => {
        const source = await open();
        await source.start(new HandoverProbe().handle);

        await expect(source.start(new HandoverProbe().handle)).rejects.toThrow(source.queue);
      });
    });

    describe('settling', () => {
      it('never hands over an acknowledged message again', async () => {
        const source = await open();
        const probe = new HandoverProbe();
        await source.start(probe.handle);
        await subject.send('done');
        await probe.until(1);
        await source.stop(LONG_GRACE_MILLISECONDS);

        expect(await subject.depth()).toBe(0);
        expect(probe.messages).toHaveLength(1);
      });

      it('hands a message over again after the delay, not before, and counts', async () => {
        const source = await open(LONG_VISIBILITY);
        const times: number[] = [];
        const probe = new HandoverProbe(({ receiveCount }) => {
          times.push(performance.now());
          return receiveCount === 1 ? redeliverAfter(1) : ACKNOWLEDGE;
        });
        await source.start(probe.handle);
        await subject.send('again');

        expect((await probe.until(2)).map(({ receiveCount }) => receiveCount)).toEqual([1, 2]);
        expect(times[1]! - times[0]!).toBeGreaterThan(900);
      });

      it('settles the messages of one batch independently', async () => {
        const source = await open(LONG_VISIBILITY);
        await subject.send('keep', 'back', 'keep too');
        const probe = new HandoverProbe(({ body }) => (body === 'back' ? redeliverAfter(600) : ACKNOWLEDGE));
        await source.start(probe.handle);
        await probe.until(3);
        await source.stop(LONG_GRACE_MILLISECONDS);

        expect(await subject.depth()).toBe(1);
      });

      it('keeps a message from everybody else while its handler works longer than the visibility timeout', async () => {
        const source = await open({ ...SETTINGS, loops: 1 });
        const probe = new HandoverProbe(holdUntilReleased);
        await source.start(probe.handle);
        await subject.send('slow');
        await probe.until(1);

        expect(await subject.receive(SETTINGS.visibilityTimeoutSeconds + 1)).toEqual([]);

        release.resolve();
        await source.stop(LONG_GRACE_MILLISECONDS);
        expect(await subject.depth()).toBe(0);
      });
    });

    describe('pulling', () => {
      it('goes on with its other loops while one is held up', async () => {
        const source = await open(LONG_VISIBILITY);
        const probe = new HandoverProbe(({ body }) => (body === 'slow' ? holdUntilReleased() : ACKNOWLEDGE));
        await source.start(probe.handle);
        await subject.send('slow');
        await probe.until(1);
        await subject.send('quick');

        expect((await probe.until(2)).map(bodyOf)).toEqual(['slow', 'quick']);
      });

      it('does not poll for a loop whose last batch is in flight', async () => {
        const source = await open({ ...LONG_VISIBILITY, loops: 1 });
        const probe = new HandoverProbe(holdUntilReleased);
        await source.start(probe.handle);
        await subject.send('in hand');
        await probe.until(1);
        await subject.send('left in the queue');

        expect(await subject.receive(1)).toEqual(['left in the queue']);
      });

      if (features.outages) {
        it('goes on by itself when the broker is back', async () => {
          const source = await open();
          const probe = new HandoverProbe();
          subject.breakBroker!();
          await source.start(probe.handle);
          await subject.pollFailed!();
          // It failed, but it ended: that is no reason to restart the process.
          expect(source.health().lastPollAgeMilliseconds).toBeGreaterThanOrEqual(0);
          while (source.health().pollsFailingForMilliseconds === undefined)
            await new Promise((resolve) => setImmediate(resolve));
          subject.mendBroker!();
          await subject.send('after the outage');

          expect((await probe.until(1)).map(bodyOf)).toEqual(['after the outage']);
          expect(source.health().pollsFailingForMilliseconds).toBeUndefined();
        });
      }
    });

    describe('stopping', () => {
      it('waits for the batch in flight and settles it', async () => {
        const source = await open(LONG_VISIBILITY);
        const order: string[] = [];
        const probe = new HandoverProbe(async () => {
          await release.promise;
          order.push('handled');
          return ACKNOWLEDGE;
        });
        await source.start(probe.handle);
        await subject.send('in hand');
        await probe.until(1);
        const stopped = source.stop(LONG_GRACE_MILLISECONDS).then(() => order.push('stopped'));
        release.resolve();
        await stopped;

        expect(order).toEqual(['handled', 'stopped']);
        expect(await subject.depth()).toBe(0);
      });

      it('completes at once when nothing is in flight', async () => {
        const source = await open();
        await source.start(new HandoverProbe().handle);
        const begin = performance.now();
        await source.stop(LONG_GRACE_MILLISECONDS);

        expect(performance.now() - begin).toBeLessThan(1_000);
      });

      it('after the grace aborts the signal, and what is given back is there for others at once', async () => {
        const source = await open(LONG_VISIBILITY);
        const probe = new HandoverProbe(async (_message, signal) => {
          await aborted(signal);
          return redeliverAfter(0);
        });
        await source.start(probe.handle);
        await subject.send('cut off');
        await probe.until(1);
        await source.stop(10);

        expect(await subject.receive(1)).toEqual(['cut off']);
      });

      it('acknowledges what was finished in spite of the abort', async () => {
        const source = await open(LONG_VISIBILITY);
        const probe = new HandoverProbe(async (_message, signal) => {
          await aborted(signal);
          return ACKNOWLEDGE;
        });
        await source.start(probe.handle);
        await subject.send('just made it');
        await probe.until(1);
        await source.stop(10);

        expect(await subject.depth()).toBe(0);
      });

      it('does not abort the signal of a batch that is finished within the grace', async () => {
        const source = await open(LONG_VISIBILITY);
        const signals: boolean[] = [];
        const probe = new HandoverProbe(async (_message, signal) => {
          await release.promise;
          signals.push(signal.aborted);
          return ACKNOWLEDGE;
        });
        await source.start(probe.handle);
        await subject.send('in time');
        await probe.until(1);
        const stopped = source.stop(LONG_GRACE_MILLISECONDS);
        release.resolve();
        await stopped;

        expect(signals).toEqual([false]);
      });

      it('leaves alone what arrives afterwards', async () => {
        const source = await open(LONG_VISIBILITY);
        const probe = new HandoverProbe();
        await source.start(probe.handle);
        await source.stop(LONG_GRACE_MILLISECONDS);
        await subject.send('too late');

        expect(await subject.receive(1)).toEqual(['too late']);
        expect(probe.messages).toEqual([]);
      });

      it('is one and the same stop when asked for again', async () => {
        const source = await open();
        await source.start(new HandoverProbe().handle);
        const first = source.stop(LONG_GRACE_MILLISECONDS);

        expect(source.stop(0)).toBe(first);
        await first;
      });

      it('is possible before it was started', async () => {
        const source = await open();

        await expect(source.stop(LONG_GRACE_MILLISECONDS)).resolves.toBeUndefined();
      });
    });

    describe('health', () => {
      it('knows when a poll last came back', async () => {
        const source = await open();
        expect(source.health().lastPollAgeMilliseconds).toBeUndefined();

        const begin = performance.now();
        const probe = new HandoverProbe();
        await source.start(probe.handle);
        await subject.send('anything');
        await probe.until(1);

        const { lastPollAgeMilliseconds } = source.health();
        expect(lastPollAgeMilliseconds).toBeGreaterThanOrEqual(0);
        expect(lastPollAgeMilliseconds).toBeLessThanOrEqual(performance.now() - begin);
        expect(source.health().pollsFailingForMilliseconds).toBeUndefined();
      });

      it('reports the age of the oldest batch in flight, and when there is none', async () => {
        const source = await open(LONG_VISIBILITY);
        expect(source.health().oldestBatchAgeMilliseconds).toBeUndefined();

        const begin = performance.now();
        const probe = new HandoverProbe(holdUntilReleased);
        await source.start(probe.handle);
        await subject.send('first');
        await probe.until(1);
        const firstHandedOver = performance.now();
        await subject.send('second');
        await probe.until(2);

        const least = performance.now() - firstHandedOver;
        const { oldestBatchAgeMilliseconds } = source.health();
        expect(oldestBatchAgeMilliseconds).toBeGreaterThanOrEqual(least);
        expect(oldestBatchAgeMilliseconds).toBeLessThanOrEqual(performance.now() - begin);

        release.resolve();
        await source.stop(LONG_GRACE_MILLISECONDS);
        expect(source.health().oldestBatchAgeMilliseconds).toBeUndefined();
      });
    });
  });
}

function bodyOf({ body }: ReceivedMessage): string {
  return body;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
