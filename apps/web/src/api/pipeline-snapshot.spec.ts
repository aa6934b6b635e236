import { UnreachableError } from '@decouple/client';
import { snapshotOf } from './pipeline-snapshot';

type Side = Parameters<typeof snapshotOf>[0];

const SEEN = { firstSeenAt: '2026-11-24T08:00:00.000Z', lastSeenAt: '2026-11-24T08:00:00.000Z' };

/** A service that responds to all requests, except as given. */
function side(broken: Partial<Side> = {}): Side {
  return {
    queues: async () => [{ queue: 'any', messageTypes: [], state: 'pulling' }],
    queueDepths: async () => [
      { queue: 'sales', waiting: 7, inFlight: 3 },
      { queue: 'payment-status', waiting: 1, inFlight: 0 },
    ],
    outbox: async () => ({ count: 4, oldestAgeSeconds: 9 }),
    deadLetterGroups: async () => [2, 1].map((letters) => ({ queue: 'any', reasonCode: 'any', letters, ...SEEN })),
    paymentCounts: async () => ({
      counts: { accepted: 1, queued: 2, delayed: 0, recorded: 5, rejected: 1, parked: 1 },
      oldestUnansweredAt: '2026-11-24T08:00:00.000Z',
    }),
    ...broken,
  };
}

const gone = () => Promise.reject(new UnreachableError('gone'));
const GONE: Side = { queues: gone, queueDepths: gone, outbox: gone, deadLetterGroups: gone, paymentCounts: gone };

describe('snapshotOf', () => {
  it('combines the data of both services and the broker', async () => {
    const at = Date.parse('2026-11-24T08:00:30.000Z');
    expect(await snapshotOf(side(), side(), () => at)).toEqual({
      at,
      accepted: 10,
      recorded: 5,
      rejected: 1,
      outbox: { count: 4, oldestAgeSeconds: 9 },
      sales: { count: 7, inFlight: 3, oldestAgeSeconds: 30, consumer: 'pulling' },
      deadLetters: { 'customer-api': 3, 'sales-worker': 3 },
      answersOutbox: { count: 4, oldestAgeSeconds: 9 },
      answers: { count: 1, inFlight: 0, oldestAgeSeconds: undefined, consumer: 'pulling' },
    });
  });

  it('returns the queue depth while the worker is down', async () => {
    const snapshot = await snapshotOf(side(), GONE);

    expect(snapshot.sales).toMatchObject({ count: 7, consumer: 'unreachable' });
    expect(snapshot.deadLetters['sales-worker']).toBeUndefined();
  });

  it('returns the queue depth while the API is down', async () => {
    const snapshot = await snapshotOf(GONE, side());

    expect(snapshot.sales).toMatchObject({ count: 7, consumer: 'pulling' });
    expect(snapshot.answers.consumer).toBe('unreachable');
    expect(snapshot.accepted).toBeUndefined();
  });

  it('returns the consumer state while a database is down', async () => {
    const snapshot = await snapshotOf(side(), side({ outbox: gone, deadLetterGroups: gone }));

    expect(snapshot.sales.consumer).toBe('pulling');
    expect(snapshot.answersOutbox.count).toBeUndefined();
  });

  it('fails if both services fail', async () => {
    await expect(snapshotOf(GONE, GONE)).rejects.toThrow('gone');
  });
});
