import {
  type Comparison,
  compareSides,
  CustomerApiManagement,
  type DeadLetter as LetterDocument,
  type DeadLetterGroup as GroupDocument,
  type DecisionAction,
  type DecisionOutcome,
  type DecisionRequest,
  type DeadLetterSelection,
  type ManagementClient,
  type MonthlyTotal,
  type PipelineSample,
  planRepair,
  type RecordedDecision,
  type RecordedRepair,
  type RegisteredPayment,
  repair,
  type RepairOptions,
  type RepairOutcome,
  type RepairPlan,
  SalesWorkerManagement,
  type ServiceName,
  type WholeDeadLetter,
} from '@decouple/management-client';
import { type FromBoth, fromBoth, type OfService } from './both-services';
import { type Journey, journeyOf } from './journey';
import { type History, historyOf, withNewSamples } from './pipeline-history';
import { type PipelineSnapshot, snapshotOf } from './pipeline-snapshot';
import { lastReconciliation, type Reconciliation, reconciliationFrom } from './reconciliation';

export type DeadLetter = OfService<LetterDocument>;
export type DeadLetterGroup = OfService<GroupDocument>;

/** Where the management APIs are. */
export interface ManagementAddresses {
  readonly customerApi: string;
  readonly salesWorker: string;
}

export interface Decision extends DecisionRequest {
  readonly service: ServiceName;
  readonly action: DecisionAction;
  readonly operator: string;
}

export type RepairRequest = Omit<RepairOptions, 'dryRun'>;

export interface RepairPreview {
  readonly plan: RepairPlan;
  readonly outcome: RepairOutcome;
}

const DEAD_LETTERS_SHOWN = 100;
const DECISIONS_SHOWN = 20;

/** Combines the management APIs of both services. Rejects with ProblemError and UnreachableError. */
export class OperationsApi {
  private readonly api: CustomerApiManagement;
  private readonly worker: SalesWorkerManagement;
  private samples: readonly PipelineSample[] = [];

  constructor({ customerApi, salesWorker }: ManagementAddresses) {
    this.api = new CustomerApiManagement({ baseUrl: customerApi });
    this.worker = new SalesWorkerManagement({ baseUrl: salesWorker });
  }

  snapshot(): Promise<PipelineSnapshot> {
    return snapshotOf(this.api, this.worker);
  }

  /** The last hour; requests only new samples. */
  async history(): Promise<History> {
    this.samples = withNewSamples(this.samples, await this.api.pipelineHistory(this.samples.at(-1)?.at));
    return historyOf(this.samples);
  }

  /** By request id, policy number or idempotency key; newest first. */
  search(text: string): Promise<readonly RegisteredPayment[]> {
    return this.api.searchPayments(text);
  }

  journey(requestId: string): Promise<Journey> {
    return journeyOf(requestId, this.api, this.worker);
  }

  async deadLetterGroups(): Promise<FromBoth<GroupDocument>> {
    const { items, silent } = await fromBoth(this.both, (client) => client.deadLetterGroups());
    return { items: [...items].sort((one, other) => other.letters - one.letters), silent };
  }

  async deadLetters(service: ServiceName, selection: DeadLetterSelection): Promise<readonly DeadLetter[]> {
    const deadLetters = await this.of(service).deadLetters(selection, DEAD_LETTERS_SHOWN);
    return deadLetters.map((deadLetter) => ({ ...deadLetter, service }));
  }

  deadLetter(service: ServiceName, id: string): Promise<WholeDeadLetter> {
    return this.of(service).deadLetter(id);
  }

  decide({ action, operator, service, ...request }: Decision): Promise<DecisionOutcome> {
    // Without a condition the decision applies to all dead letters, which the API requires to be explicit.
    const all = Object.keys(request.selection).length === 0;
    return this.of(service).decide(action, { ...request, all }, operator);
  }

  async decisions(): Promise<FromBoth<RecordedDecision>> {
    const { items, silent } = await fromBoth(this.both, (client) => client.decisions(DECISIONS_SHOWN));
    const newest = [...items].sort((one, other) => other.decidedAt.localeCompare(one.decidedAt));
    return { items: newest.slice(0, DECISIONS_SHOWN), silent };
  }

  async totals(): Promise<readonly MonthlyTotal[]> {
    const totals = await this.worker.monthlyTotals();
    return [...totals].sort((one, other) => other.billingPeriod.localeCompare(one.billingPeriod));
  }

  /** The last result in this browser. */
  get lastReconciliation(): Reconciliation | undefined {
    return lastReconciliation.read();
  }

  async reconcile(): Promise<Reconciliation> {
    return this.noted(await this.compare());
  }

  /** Compares both sides again and returns the plan for `repair`. */
  async previewRepair(request: RepairRequest): Promise<RepairPreview> {
    const comparison = await this.compare();
    this.noted(comparison);
    const plan = planRepair(comparison, { resend: true, parked: false, rebuild: false });
    return { plan, outcome: await repair(this.api, plan, { ...request, dryRun: true }) };
  }

  /** Checks each payment again while it is locked, and skips those that changed since the preview. */
  repair(plan: RepairPlan, request: RepairRequest): Promise<RepairOutcome> {
    return repair(this.api, plan, { ...request, dryRun: false });
  }

  /** Newest first. */
  repairs(): Promise<readonly RecordedRepair[]> {
    return this.api.repairs(DECISIONS_SHOWN);
  }

  private compare(): Promise<Comparison> {
    return compareSides(this.api, this.worker, { now: new Date() });
  }

  private noted(comparison: Comparison): Reconciliation {
    const result = reconciliationFrom(comparison, new Date());
    lastReconciliation.write(result);
    return result;
  }

  private get both(): readonly ManagementClient[] {
    return [this.api, this.worker];
  }

  private of(service: ServiceName): ManagementClient {
    return service === 'customer-api' ? this.api : this.worker;
  }
}
