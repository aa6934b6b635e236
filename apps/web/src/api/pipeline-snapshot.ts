import type { Backlog, ConsumerState, PipelineSnapshot, QueueState, ServiceName } from './operations-api';
import type { PaymentStatus } from './payments-api';

/** Asks a path of a service's management API. */
export type Ask = <Body>(service: ServiceName, path: string) => Promise<Body>;

interface QueueBody {
  readonly state: 'pulling' | 'paused' | 'starting';
  readonly oldestBatchStartedAt?: string;
}

interface CountsBody {
  readonly counts: Readonly<Record<PaymentStatus, number>>;
  readonly oldestUnansweredAt?: string;
}

interface DepthBody {
  readonly queue: string;
  readonly waiting: number;
  readonly inFlight: number;
}

const UNKNOWN: Backlog = { count: undefined, oldestAgeSeconds: undefined };

/**
 * The whole picture at this moment. A service that does not answer is part of the picture, not its end: what it would
 * have told is not known, and what the other one knows is still shown.
 *
 * @throws UnreachableError when neither service answers
 */
export async function snapshotOf(ask: Ask, now: () => number = Date.now): Promise<PipelineSnapshot> {
  const [counts, apiDepths, workerDepths, api, worker] = await Promise.all([
    known(ask<CountsBody>('customer-api', '/payments/counts')),
    known(ask<{ depths: readonly DepthBody[] }>('customer-api', '/queue-depths')),
    known(ask<{ depths: readonly DepthBody[] }>('sales-worker', '/queue-depths')),
    sideOf(ask, 'customer-api'),
    sideOf(ask, 'sales-worker'),
  ]);
  if (api instanceof Error && worker instanceof Error) throw api;
  const depths = apiDepths?.depths ?? workerDepths?.depths ?? [];
  const byStatus = counts?.counts;
  return {
    at: now(),
    accepted: byStatus && Object.values(byStatus).reduce((sum, count) => sum + count, 0),
    recorded: byStatus?.recorded,
    rejected: byStatus?.rejected,
    outbox: api instanceof Error ? UNKNOWN : api.outbox,
    sales: {
      ...queueState(worker, depths, 'sales'),
      oldestAgeSeconds: ageOf(counts?.oldestUnansweredAt, now()),
    },
    deadLetters: {
      'customer-api': api instanceof Error ? undefined : api.deadLetters,
      'sales-worker': worker instanceof Error ? undefined : worker.deadLetters,
    },
    answersOutbox: worker instanceof Error ? UNKNOWN : worker.outbox,
    answers: queueState(api, depths, 'payment-status'),
  };
}

interface Side {
  readonly outbox: Backlog;
  readonly consumer: ConsumerState;
  readonly deadLetters: number | undefined;
}

/** A service whose database is down still tells what it does; what stands in the database is not known then. */
async function sideOf(ask: Ask, service: ServiceName): Promise<Side | Error> {
  try {
    const [queues, outbox, letters] = await Promise.all([
      ask<{ queues: readonly QueueBody[] }>(service, '/queues'),
      known(ask<{ count: number; oldestAgeSeconds: number }>(service, '/outbox')),
      known(ask<{ groups: readonly { letters: number }[] }>(service, '/dead-letters/groups')),
    ]);
    return {
      outbox: outbox ?? UNKNOWN,
      consumer: queues.queues[0]?.state ?? 'starting',
      deadLetters: letters?.groups.reduce((sum, group) => sum + group.letters, 0),
    };
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function queueState(side: Side | Error, depths: readonly DepthBody[], name: string): QueueState {
  const depth = depths.find(({ queue }) => queue === name);
  return {
    count: depth?.waiting,
    inFlight: depth?.inFlight,
    oldestAgeSeconds: undefined,
    consumer: side instanceof Error ? 'unreachable' : side.consumer,
  };
}

/** Queues do not tell how old their messages are; payments without any answer are those that wait in it. */
function ageOf(moment: string | undefined, now: number): number | undefined {
  return moment === undefined ? undefined : Math.max(0, (now - Date.parse(moment)) / 1_000);
}

async function known<Body>(asked: Promise<Body>): Promise<Body | undefined> {
  try {
    return await asked;
  } catch {
    return undefined; // what is not known is shown as such
  }
}
