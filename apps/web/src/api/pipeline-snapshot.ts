import type {
  CustomerApiManagement,
  Backlog as KnownBacklog,
  ManagementClient,
  Queue,
  QueueDepth,
  ServiceName,
} from '@decouple/management-client';

/** Things that wait in one place. `undefined`: not known at this moment. */
export interface Backlog {
  readonly count: number | undefined;
  readonly oldestAgeSeconds: number | undefined;
}

/** What a service does with its queue; `paused`: its breaker is open, because what it needs is down. */
export type ConsumerState = Queue['state'] | 'unreachable';

export interface QueueState extends Backlog {
  readonly inFlight: number | undefined;
  readonly consumer: ConsumerState;
}

/** How far the payments are at one moment. Totals count since the beginning. */
export interface PipelineSnapshot {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly accepted: number | undefined;
  readonly outbox: Backlog;
  readonly sales: QueueState;
  readonly recorded: number | undefined;
  readonly rejected: number | undefined;
  readonly deadLetters: Readonly<Record<ServiceName, number | undefined>>;
  readonly answersOutbox: Backlog;
  readonly answers: QueueState;
}

type SideClient = Pick<ManagementClient, 'queues' | 'queueDepths' | 'outbox' | 'deadLetterGroups'>;
type ApiClient = SideClient & Pick<CustomerApiManagement, 'paymentCounts'>;

const UNKNOWN: Backlog = { count: undefined, oldestAgeSeconds: undefined };

/**
 * The whole picture at this moment. A service that does not answer is part of the picture, not its end: what it would
 * have told is not known, and what the other one knows is still shown.
 *
 * @throws what asking customer-api has thrown, when neither service answers
 */
export async function snapshotOf(
  api: ApiClient,
  worker: SideClient,
  now: () => number = Date.now,
): Promise<PipelineSnapshot> {
  const [counted, depths, ofApi, ofWorker] = await Promise.all([
    known(api.paymentCounts()),
    depthsOf(api, worker),
    sideOf(api),
    sideOf(worker),
  ]);
  if (ofApi instanceof Error && ofWorker instanceof Error) throw ofApi;
  const counts = counted?.counts;
  return {
    at: now(),
    accepted: counts && Object.values(counts).reduce((sum, count) => sum + count, 0),
    recorded: counts?.recorded,
    rejected: counts?.rejected,
    outbox: ofApi instanceof Error ? UNKNOWN : ofApi.outbox,
    sales: {
      ...queueState(ofWorker, depths, 'sales'),
      oldestAgeSeconds: ageOf(counted?.oldestUnansweredAt, now()),
    },
    deadLetters: {
      'customer-api': ofApi instanceof Error ? undefined : ofApi.deadLetters,
      'sales-worker': ofWorker instanceof Error ? undefined : ofWorker.deadLetters,
    },
    answersOutbox: ofWorker instanceof Error ? UNKNOWN : ofWorker.outbox,
    answers: queueState(ofApi, depths, 'payment-status'),
  };
}

/** Of the broker, which both services see: the second one is asked when the first one cannot tell. */
async function depthsOf(api: SideClient, worker: SideClient): Promise<readonly QueueDepth[]> {
  return (await known(api.queueDepths())) ?? (await known(worker.queueDepths())) ?? [];
}

interface Side {
  readonly outbox: Backlog;
  readonly consumer: ConsumerState;
  readonly deadLetters: number | undefined;
}

/** A service whose database is down still tells what it does; what stands in the database is not known then. */
async function sideOf(client: SideClient): Promise<Side | Error> {
  try {
    const [[queue], outbox, groups] = await Promise.all([
      client.queues(),
      known<KnownBacklog>(client.outbox()),
      known(client.deadLetterGroups()),
    ]);
    return {
      outbox: outbox ?? UNKNOWN,
      consumer: queue?.state ?? 'starting',
      deadLetters: groups?.reduce((sum, { letters }) => sum + letters, 0),
    };
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function queueState(side: Side | Error, depths: readonly QueueDepth[], name: string): QueueState {
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

async function known<Document>(asked: Promise<Document>): Promise<Document | undefined> {
  try {
    return await asked;
  } catch {
    return undefined; // what is not known is shown as such
  }
}
