import {
  AWAITING_STATUSES,
  type Payment,
  type PaymentState,
  type PaymentStatus,
  type ReasonGiven,
  type TimelineEntry,
} from '@decouple/payments-domain';

/**
 * Columns of `payments` as the fields of `PaymentRow`. Numbers are cast: should the next version widen a column, the driver
 * still gives a number, where it gives text for 64 bits.
 */
export const PAYMENT_COLUMNS = `
  payments.id,
  payments.client_id as "clientId",
  payments.idempotency_key as "idempotencyKey",
  payments.policy_number as "policyNumber",
  payments.customer_id as "customerId",
  payments.billing_period as "billingPeriod",
  payments.amount_minor as "amountMinor",
  payments.currency,
  payments.method_type as "methodType",
  payments.method_token as "methodToken",
  payments.accepted_at as "acceptedAt",
  payments.queued_at as "queuedAt",
  payments.outcome,
  payments.outcome_at as "outcomeAt",
  payments.outcome_sequence as "outcomeSequence",
  payments.reason_code as "reasonCode",
  payments.reason_detail as "reasonDetail",
  payments.attempt::integer as attempt,
  payments.next_attempt_at as "nextAttemptAt",
  payments.timeline,
  replace(payments.trace_id::text, '-', '') as "traceId",
  payments.version::integer as version
`;

/** The status that a row stands for: the same rule as `stateOf`, for statements that filter by it. */
export const PAYMENT_STATUS = `
  coalesce(payments.outcome, case when payments.queued_at is null then 'accepted' else 'queued' end)
`;

const AWAITING_OUTCOMES = AWAITING_STATUSES.filter((status) => status !== 'accepted' && status !== 'queued');

/** Whether a payment waits for a reply; a range of the index of payments that are not final. */
export const AWAITS_REPLY = `
  (payments.outcome is null or payments.outcome in (${AWAITING_OUTCOMES.map((status) => `'${status}'`).join(', ')}))
`;

/** A timeline entry as JSON keeps it: times are text. */
export type TimelineEntryRow = Omit<TimelineEntry, 'at' | 'nextAttemptAt'> & {
  readonly at: string;
  readonly nextAttemptAt?: string;
};

export interface PaymentRow {
  readonly id: string;
  readonly clientId: string;
  readonly idempotencyKey: string;
  readonly policyNumber: string;
  readonly customerId: string;
  readonly billingPeriod: string;
  /** 64 bits: the driver gives it as text. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly methodType: Payment['order']['method']['type'];
  readonly methodToken: string;
  readonly acceptedAt: Date;
  readonly queuedAt: Date | null;
  readonly outcome: Exclude<PaymentStatus, 'accepted' | 'queued'> | null;
  readonly outcomeAt: Date | null;
  /** 64 bits, as text; what a message carries fits in a number. */
  readonly outcomeSequence: string | null;
  readonly reasonCode: string | null;
  readonly reasonDetail: string | null;
  readonly attempt: number | null;
  readonly nextAttemptAt: Date | null;
  readonly timeline: readonly TimelineEntryRow[] | null;
  /** 32 hexadecimal digits. */
  readonly traceId: string | null;
  readonly version: number;
}

export function paymentFromRow(row: PaymentRow): Payment {
  return {
    id: row.id,
    clientId: row.clientId,
    idempotencyKey: row.idempotencyKey,
    order: {
      policyNumber: row.policyNumber,
      customerId: row.customerId,
      billingPeriod: row.billingPeriod,
      amount: { minorUnits: BigInt(row.amountMinor), currency: row.currency },
      method: { type: row.methodType, token: row.methodToken },
    },
    state: stateOf(row),
    acceptedAt: row.acceptedAt,
    outcomeAt: row.outcomeAt ?? undefined,
    outcomeSequence: row.outcomeSequence === null ? undefined : Number(row.outcomeSequence),
    timeline: row.timeline?.map(entryFromRow) ?? timelineUntilOutcome(row),
    traceId: row.traceId ?? undefined,
    version: row.version,
  };
}

function stateOf(row: PaymentRow): PaymentState {
  switch (row.outcome) {
    case null:
      return { status: row.queuedAt === null ? 'accepted' : 'queued' };
    case 'recorded':
      return { status: 'recorded' };
    case 'rejected':
      return { status: 'rejected', reason: reasonOf(row) };
    case 'parked':
      return { status: 'parked', attempts: present(row, 'attempt'), reason: reasonOf(row) };
    case 'delayed': {
      const [attempt, nextAttemptAt] = [present(row, 'attempt'), present(row, 'nextAttemptAt')];
      return { status: 'delayed', attempt, nextAttemptAt, reason: reasonOf(row) };
    }
  }
}

function reasonOf(row: PaymentRow): ReasonGiven {
  return { code: present(row, 'reasonCode'), detail: present(row, 'reasonDetail') };
}

function present<Field extends keyof PaymentRow>(row: PaymentRow, field: Field): NonNullable<PaymentRow[Field]> {
  const value = row[field];
  if (value === null) throw new Error(`Payment ${row.id} is ${row.outcome ?? 'not final'} without ${field}.`);
  return value as NonNullable<PaymentRow[Field]>;
}

function timelineUntilOutcome({ acceptedAt, queuedAt }: PaymentRow): readonly TimelineEntry[] {
  const accepted: TimelineEntry = { status: 'accepted', at: acceptedAt };
  return queuedAt === null ? [accepted] : [accepted, { status: 'queued', at: queuedAt }];
}

function entryFromRow({ at, nextAttemptAt, ...entry }: TimelineEntryRow): TimelineEntry {
  const next = nextAttemptAt === undefined ? {} : { nextAttemptAt: new Date(nextAttemptAt) };
  return { ...entry, at: new Date(at), ...next };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a payment can have this id. PostgreSQL would refuse the whole statement over any other text. */
export function isPaymentId(id: string): boolean {
  return UUID.test(id);
}
