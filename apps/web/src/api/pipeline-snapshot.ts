import type {
  CustomerApiManagement,
  Backlog as KnownBacklog,
  ManagementClient,
  Queue,
  QueueDepth,
  ServiceName,
} from '@decouple/management-client';

/** Items waiting in one place; undefined if unknown. */
export interface Backlog {
  readonly count: number | undefined;
  readonly oldestAgeSeconds: number | undefined;
}

/** The state of a consumer; `paused`: its breaker is open during an outage. */
export type ConsumerState = Queue['state'] | 'unreachable';

export interface QueueState extends Backlog {
  readonly inFlight: number | undefined;
  readonly consumer: ConsumerState;
}

/** The state of the pipeline. Totals include all payments since the first. */
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
 * The current state of the pipeline. If one service does not respond, its values are unknown and those of the other are
 * returned.
 *
 * @throws the error of customer-api if both services fail
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

/** Queue depths of the broker, from the service that responds. */
async function depthsOf(api: SideClient, worker: SideClient): Promise<readonly QueueDepth[]> {
  return (await known(api.queueDepths())) ?? (await known(worker.queueDepths())) ?? [];
}

interface Side {
  readonly outbox: Backlog;
  readonly consumer: ConsumerState;
  readonly deadLetters: number | undefined;
}

/** While its database is down, a service still reports its consumer; outbox and dead letters are unknown. */
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

/** SQS does not report the age of messages. Payments without a reply are those in the queue. */
function ageOf(moment: string | undefined, now: number): number | undefined {
  return moment === undefined ? undefined : Math.max(0, (now - Date.parse(moment)) / 1_000);
}

async function known<Document>(asked: Promise<Document>): Promise<Document | undefined> {
  try {
    return await asked;
  } catch {
    return undefined; // shown as unknown
  }
}
