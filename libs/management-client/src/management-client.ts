import { type ApiRequest, Connection, type ConnectionSettings, ProblemError, UnreachableError } from '@decouple/client';
import type {
  Backlog,
  DeadLetter,
  DeadLetterGroup,
  DecisionAction,
  DecisionOutcome,
  DecisionRequest,
  Handler,
  DeadLetterSelection,
  Queue,
  QueueDepth,
  RecordedDecision,
  WholeDeadLetter,
} from './documents';
import { ServiceRefusedError, ServiceUnreachableError } from './service.errors';
import type { ServiceName } from './service-name';

/** Time limit of a request. A decision on 1,000 dead letters takes about 1 s. */
const ANSWER_WITHIN_MS = 30_000;

type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * What the management APIs of both services have in common. Nothing is repeated: whoever looks asks again anyway, and a
 * decision is made once.
 *
 * Every method rejects with ServiceRefusedError or ServiceUnreachableError.
 */
export class ManagementClient {
  private readonly connection: Connection;

  constructor(
    readonly service: ServiceName,
    private readonly settings: ConnectionSettings,
  ) {
    this.connection = new Connection(settings);
  }

  async queues(): Promise<readonly Queue[]> {
    return (await this.get<{ readonly queues: readonly Queue[] }>('/v1/queues')).queues;
  }

  async handlers(): Promise<readonly Handler[]> {
    return (await this.get<{ readonly handlers: readonly Handler[] }>('/v1/handlers')).handlers;
  }

  /** Of all queues, as the broker counts them. */
  async queueDepths(): Promise<readonly QueueDepth[]> {
    return (await this.get<{ readonly depths: readonly QueueDepth[] }>('/v1/queue-depths')).depths;
  }

  outbox(): Promise<Backlog> {
    return this.get<Backlog>('/v1/outbox');
  }

  async deadLetterGroups(selection: DeadLetterSelection = {}): Promise<readonly DeadLetterGroup[]> {
    return (
      await this.get<{ readonly groups: readonly DeadLetterGroup[] }>('/v1/dead-letters/groups', { ...selection })
    ).groups;
  }

  async deadLetters(selection: DeadLetterSelection, limit?: number): Promise<readonly DeadLetter[]> {
    const query = { ...selection, limit };
    return (await this.get<{ readonly deadLetters: readonly DeadLetter[] }>('/v1/dead-letters', query)).deadLetters;
  }

  deadLetter(id: string): Promise<WholeDeadLetter> {
    return this.get<WholeDeadLetter>(`/v1/dead-letters/${encodeURIComponent(id)}`);
  }

  /** @param operator who decides, for the audit */
  decide(action: DecisionAction, request: DecisionRequest, operator: string): Promise<DecisionOutcome> {
    return this.post<DecisionOutcome>(`/v1/dead-letters/${action}`, request, operator);
  }

  /** Newest first. */
  async decisions(limit: number): Promise<readonly RecordedDecision[]> {
    const path = '/v1/dead-letters/decisions';
    return (await this.get<{ readonly decisions: readonly RecordedDecision[] }>(path, { limit })).decisions;
  }

  protected get<Document>(path: string, query: Query = {}): Promise<Document> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const parameters = new URLSearchParams(given).toString();
    return this.ask<Document>({ path: parameters === '' ? path : `${path}?${parameters}` });
  }

  /** The resource, or undefined when there is none. */
  protected async find<Document>(path: string): Promise<Document | undefined> {
    try {
      return await this.get<Document>(path);
    } catch (error) {
      if (error instanceof ServiceRefusedError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Changes something, in the name of an operator. */
  protected post<Document>(path: string, body: object, operator: string): Promise<Document> {
    return this.ask<Document>({ method: 'POST', path, headers: { 'x-operator': operator }, body });
  }

  private async ask<Document>(request: Omit<ApiRequest, 'timeoutMs'>): Promise<Document> {
    try {
      return (await this.connection.ask({ ...request, timeoutMs: ANSWER_WITHIN_MS })).document as Document;
    } catch (error) {
      if (error instanceof ProblemError) throw new ServiceRefusedError(this.service, error);
      if (!(error instanceof UnreachableError)) throw error;
      throw new ServiceUnreachableError(this.service, this.settings.baseUrl, { cause: error });
    }
  }
}
