import type { Money, Payment, PaymentStatus, Reason } from '@decouple/client';

/** Things that wait in one place. */
export interface Backlog {
  readonly count: number;
  readonly oldestAgeSeconds: number;
}

/** The queue that a service reads; `paused` while its breaker is open, because what it needs is down. */
export interface Queue {
  readonly queue: string;
  readonly messageTypes: readonly string[];
  readonly state: 'pulling' | 'paused' | 'starting';
  readonly lastPollAt?: string | undefined;
  readonly oldestBatchStartedAt?: string | undefined;
  readonly lastOutageEndedAt?: string | undefined;
}

/** Which version of a message a service handles, and how much it is used since the service started. */
export interface Handler {
  readonly queue: string;
  readonly messageType: string;
  readonly handled: number;
  readonly lastHandledAt?: string | undefined;
}

export interface QueueDepth {
  readonly queue: string;
  readonly waiting: number;
  readonly inFlight: number;
}

export interface DeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly source: string;
  readonly messageId: string;
  readonly type?: string | undefined;
  readonly reasonCode: string;
  readonly errorClass: string;
  readonly errorMessage: string;
  readonly attempts: number;
  readonly traceparent?: string | undefined;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

export interface WholeDeadLetter extends DeadLetter {
  readonly errorStack?: string | undefined;
  /** As it was received. */
  readonly body: string;
}

export interface DeadLetterGroup {
  readonly queue: string;
  readonly reasonCode: string;
  readonly type?: string | undefined;
  readonly letters: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** Selects dead letters of one service, by number or by shared properties. */
export interface DeadLetterSelection {
  readonly ids?: readonly string[] | undefined;
  readonly messageId?: string | undefined;
  readonly queue?: string | undefined;
  readonly type?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly seenSince?: string | undefined;
  readonly seenBefore?: string | undefined;
}

export type DecisionAction = 'redrive' | 'discard';

export interface DecisionRequest {
  readonly selection: DeadLetterSelection;
  /** Selects every dead letter. Required if the selection has no condition. */
  readonly all?: boolean | undefined;
  readonly reason: string;
  readonly dryRun?: boolean | undefined;
  /** Maximum number of dead letters per decision. */
  readonly limit?: number | undefined;
  /** Of a redrive. */
  readonly messagesPerSecond?: number | undefined;
}

export interface DecisionOutcome {
  readonly dryRun: boolean;
  /** Dead letters that were selected, or would be in a dry run. */
  readonly letters: number;
  /** Matching dead letters that remain, because a decision is limited. */
  readonly remaining: number;
  /** Dead letters that stay, because the outbox holds the same message for another queue. */
  readonly skipped: number;
  /** How long it takes until the last message is due; 0 for a discard. */
  readonly spreadSeconds: number;
  readonly groups: readonly DeadLetterGroup[];
}

export interface RecordedDecision {
  readonly decisionId: string;
  readonly action: DecisionAction;
  readonly operator: string;
  readonly reason: string;
  readonly decidedAt: string;
  readonly letters: number;
  readonly skipped: number;
}

/** A payment of any client. */
export interface RegisteredPayment extends Payment {
  /** Whose it is, its key and its trace: told of single payments and of those that a search found. */
  readonly clientId?: string;
  readonly idempotencyKey?: string;
  readonly traceId?: string;
}

export interface PaymentCounts {
  readonly counts: Readonly<Record<PaymentStatus, number>>;
  /** Absent when sales has answered every payment. */
  readonly oldestUnansweredAt?: string;
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

/** What sales has decided on a payment. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly outcome: 'recorded' | 'rejected';
  readonly policyNumber: string;
  readonly customerId: string;
  readonly billingPeriod: string;
  readonly amount: Money;
  readonly paymentMethodType: string;
  readonly acceptedAt: string;
  readonly decidedAt: string;
  readonly reason?: Reason;
}

/** What sales would decide the next payment of a policy and month by. */
export interface PolicyHistory {
  /** The payment that is recorded for the policy and month. */
  readonly paidBy?: string | undefined;
  /** Currency of the first payment recorded for the policy. */
  readonly currency?: string | undefined;
}

interface RepairRequest {
  readonly reason: string;
  readonly dryRun?: boolean | undefined;
}

/** Ids of payments by the status that they had when both sides were compared. */
export interface ResendRequest extends RepairRequest {
  readonly recorded: readonly string[];
  readonly rejected: readonly string[];
  readonly parked: readonly string[];
  readonly paymentsPerSecond?: number | undefined;
}

export interface RebuildRequest extends RepairRequest {
  readonly entries: readonly LedgerEntry[];
}

export interface SkippedPayment {
  readonly id: string;
  readonly why: 'unknown' | 'changed' | 'not-settled' | 'resent-before' | 'known';
}

export interface RepairResult {
  readonly dryRun: boolean;
  readonly repaired: readonly string[];
  readonly skipped: readonly SkippedPayment[];
  /** Until the last message is due. */
  readonly spreadSeconds: number;
}

export interface RecordedRepair {
  readonly repairId: string;
  readonly action: 'resend' | 'rebuild';
  readonly operator: string;
  readonly reason: string;
  readonly repairedAt: string;
  readonly repaired: readonly string[];
  readonly skipped: readonly SkippedPayment[];
}

export interface MonthlyTotal {
  readonly billingPeriod: string;
  readonly payments: number;
  readonly amount: Money;
}

/** A part of a list in the order of its ids. */
export interface PageQuery {
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}
