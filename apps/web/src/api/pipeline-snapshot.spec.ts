import type { ServiceName } from './operations-api';
import { type Ask, snapshotOf } from './pipeline-snapshot';
import { ProblemError, UnreachableError } from './problem';

const ANSWERS: Readonly<Record<string, unknown>> = {
  '/payments/counts': {
    counts: { accepted: 1, queued: 2, delayed: 0, recorded: 5, rejected: 1, parked: 1 },
    oldestUnansweredAt: '2026-11-24T08:00:00.000Z',
  },
  '/queue-depths': {
    depths: [
      { queue: 'sales', waiting: 7, inFlight: 3 },
      { queue: 'payment-status', waiting: 1, inFlight: 0 },
    ],
  },
  '/outbox': { count: 4, oldestAgeSeconds: 9 },
  '/queues': { queues: [{ state: 'pulling' }] },
  '/dead-letters/groups': { groups: [{ letters: 2 }, { letters: 1 }] },
};

/** Services that answer, but for the paths that are broken. */
function asking(broken: (service: ServiceName, path: string) => Error | undefined = () => undefined): Ask {
  return async <Body>(service: ServiceName, path: string): Promise<Body> => {
    const error = broken(service, path);
    if (error !== undefined) throw error;
    return ANSWERS[path] as Body;
  };
}

describe('the picture of the pipeline', () => {
  it('joins what both services and the broker tell', async () => {
    const at = Date.parse('2026-11-24T08:00:30.000Z');
    expect(await snapshotOf(asking(), () => at)).toEqual({
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

  it('shows the queue while the worker is down', async () => {
    const gone = new UnreachableError('gone');
    const snapshot = await snapshotOf(asking((service) => (service === 'sales-worker' ? gone : undefined)));

    expect(snapshot.sales).toMatchObject({ count: 7, consumer: 'unreachable' });
    expect(snapshot.deadLetters['sales-worker']).toBeUndefined();
  });

  it('tells what a service does while its database is down', async () => {
    const down = new ProblemError(503, 'temporarily-unavailable', 'x', 'x');
    const snapshot = await snapshotOf(
      asking((service, path) => (service === 'sales-worker' && path !== '/queues' ? down : undefined)),
    );

    expect(snapshot.sales.consumer).toBe('pulling');
    expect(snapshot.answersOutbox.count).toBeUndefined();
  });

  it('is no picture when nobody answers', async () => {
    await expect(snapshotOf(asking(() => new UnreachableError('gone')))).rejects.toThrow('gone');
  });
});
