import type { Money, Payment, Reason } from './payments-api';

export type ServiceName = 'customer-api' | 'sales-worker';
export const SERVICES: readonly ServiceName[] = ['customer-api', 'sales-worker'];

/** Things that wait in one place. `undefined`: not known at this moment. */
export interface Backlog {
  readonly count: number | undefined;
  readonly oldestAgeSeconds: number | undefined;
}

/** What a service does with its queue; `paused`: its breaker is open, because what it needs is down. */
export type ConsumerState = 'pulling' | 'paused' | 'starting' | 'unreachable';

export interface QueueState extends Backlog {
  readonly inFlight: number | undefined;
  readonly consumer: ConsumerState;
}

/** How far the payments are at one moment. Totals count since the beginning, or since the service began to count. */
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

/** How far the payments were at a moment of the last hour. What was not known then is absent. */
export interface PipelineSample {
  readonly at: string;
  readonly accepted?: number;
  readonly recorded?: number;
  readonly rejected?: number;
  readonly outbox?: number;
  readonly salesQueue?: number;
  /** From accepted to final, of payments accepted in the minute before. */
  readonly criticalTime?: { readonly p50Seconds: number; readonly p99Seconds: number };
}

/** One line of a chart: as many values as there are moments; null where nothing was measured. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface History {
  /** Seconds since 1970, ascending. */
  readonly moments: readonly number[];
  readonly acceptedPerSecond: Series;
  readonly recordedPerSecond: Series;
  readonly criticalTimeP50: Series;
  readonly criticalTimeP99: Series;
  readonly queueDepth: Series;
  readonly outboxDepth: Series;
}

export interface RegisteredPayment extends Payment {
  readonly clientId?: string;
  readonly idempotencyKey?: string;
  readonly traceId?: string;
}

export interface LedgerEntry {
  readonly paymentId: string;
  readonly outcome: 'recorded' | 'rejected';
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amount: Money;
  readonly decidedAt: string;
  readonly reason?: Reason;
}

export interface DeadLetter {
  readonly service: ServiceName;
  readonly id: string;
  readonly queue: string;
  readonly messageId: string;
  readonly type?: string;
  readonly reasonCode: string;
  readonly errorClass: string;
  readonly errorMessage: string;
  readonly attempts: number;
  readonly traceparent?: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

export interface WholeDeadLetter extends DeadLetter {
  readonly errorStack?: string;
  /** As it was received. */
  readonly body: string;
}

export interface DeadLetterGroup {
  readonly service: ServiceName;
  readonly queue: string;
  readonly reasonCode: string;
  readonly type?: string;
  readonly letters: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** Which letters of one service: by number, or by what they have in common. */
export interface LetterSelection {
  readonly ids?: readonly string[];
  readonly queue?: string;
  readonly reasonCode?: string;
  readonly type?: string;
  readonly seenBefore?: string;
}

export interface Decision {
  readonly service: ServiceName;
  readonly action: 'redrive' | 'discard';
  readonly selection: LetterSelection;
  readonly reason: string;
  readonly operator: string;
  readonly dryRun: boolean;
  readonly messagesPerSecond?: number;
}

export interface DecisionOutcome {
  readonly dryRun: boolean;
  /** Letters that were, or would be, decided about. */
  readonly letters: number;
  /** Letters that match still: more than one decision takes, or skipped. */
  readonly remaining: number;
  /** How long it takes until the last message is due; 0 for a discard. */
  readonly spreadSeconds: number;
}

export interface RecordedDecision {
  readonly service: ServiceName;
  readonly decisionId: string;
  readonly action: 'redrive' | 'discard';
  readonly operator: string;
  readonly reason: string;
  readonly decidedAt: string;
  readonly letters: number;
  readonly skipped: number;
}

/** A payment as everybody knows it. */
export interface Journey {
  readonly payment: RegisteredPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
  readonly deadLetters: readonly DeadLetter[];
}

export interface MonthlyTotal {
  readonly billingPeriod: string;
  readonly payments: number;
  readonly amount: Money;
}

export interface Reconciliation {
  readonly finishedAt: string;
  readonly compared: number;
  readonly differences: readonly {
    readonly paymentId: string;
    readonly difference: string;
  }[];
  readonly waiting: number;
}

/** What the operators' console needs of the two services. Errors are ProblemError and UnreachableError. */
export interface OperationsApi {
  snapshot(): Promise<PipelineSnapshot>;
  history(): Promise<History>;
  /** By request id, policy number or idempotency key; newest first. */
  search(text: string): Promise<readonly RegisteredPayment[]>;
  journey(requestId: string): Promise<Journey>;
  deadLetterGroups(): Promise<readonly DeadLetterGroup[]>;
  deadLetters(selection: { readonly service: ServiceName } & LetterSelection): Promise<readonly DeadLetter[]>;
  deadLetter(service: ServiceName, id: string): Promise<WholeDeadLetter>;
  decide(decision: Decision): Promise<DecisionOutcome>;
  decisions(): Promise<readonly RecordedDecision[]>;
  totals(): Promise<readonly MonthlyTotal[]>;
  /** The last result, where there is one. */
  reconciliation(): Promise<Reconciliation | undefined>;
  reconcile(): Promise<Reconciliation>;
}
