import type { Queryable } from '@decouple/messaging-postgres';
import type { LedgerEntry, MonthlyTotal, RegisteredEntry, Rejection } from '@decouple/sales-domain';

/** Columns of a ledger entry as the fields of `LedgerEntryRow`. */
export const LEDGER_ENTRY_COLUMNS = `
  entry.outcome,
  entry.reason_code as "reasonCode",
  entry.reason_detail as "reasonDetail",
  entry.decided_at as "decidedAt"
`;

export interface LedgerEntryRow {
  readonly paymentId: string;
  readonly outcome: 'recorded' | 'rejected';
  readonly reasonCode: Rejection['code'] | null;
  readonly reasonDetail: string | null;
  readonly decidedAt: Date;
}

export function ledgerEntryFromRow({ paymentId, reasonCode, reasonDetail, decidedAt }: LedgerEntryRow): LedgerEntry {
  const decision =
    reasonCode === null
      ? ({ outcome: 'recorded' } as const)
      : ({ outcome: 'rejected', reason: { code: reasonCode, detail: reasonDetail ?? '' } } as const);
  return { paymentId, decision, decidedAt };
}

/** Columns of `ledger_entries as entry` as the fields of `RegisteredEntryRow`. */
export const REGISTERED_ENTRY_COLUMNS = `
  entry.payment_id as "paymentId",
  entry.policy_number as "policyNumber",
  entry.customer_id as "customerId",
  entry.billing_period as "billingPeriod",
  entry.amount_minor as "amountMinor",
  entry.currency,
  entry.method_type as "methodType",
  entry.accepted_at as "acceptedAt",
  ${LEDGER_ENTRY_COLUMNS}
`;

export interface RegisteredEntryRow extends LedgerEntryRow {
  readonly policyNumber: string;
  readonly customerId: string;
  readonly billingPeriod: string;
  /** 64 bits: the driver gives it as text. */
  readonly amountMinor: string;
  readonly currency: string;
  readonly methodType: string;
  readonly acceptedAt: Date;
}

export function registeredEntryFromRow(row: RegisteredEntryRow): RegisteredEntry {
  const { acceptedAt, amountMinor, billingPeriod, currency, customerId, methodType, paymentId, policyNumber } = row;
  return {
    ...ledgerEntryFromRow(row),
    sale: {
      paymentId,
      policyNumber,
      customerId,
      billingPeriod,
      amount: { minorUnits: BigInt(amountMinor), currency },
      paymentMethodType: methodType,
      acceptedAt,
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether PostgreSQL takes the text for a payment's id; no other text has an entry. */
export function isPaymentId(text: string): boolean {
  return UUID.test(text);
}

const FIND_LEDGER_ENTRY = `
  select entry.payment_id as "paymentId", ${LEDGER_ENTRY_COLUMNS}
  from ledger_entries as entry
  where entry.payment_id = $1::uuid
`;

export async function findLedgerEntry(database: Queryable, paymentId: string): Promise<LedgerEntry | undefined> {
  if (!isPaymentId(paymentId)) return undefined;
  const [row] = await database.query<LedgerEntryRow>(FIND_LEDGER_ENTRY, [paymentId]);
  return row === undefined ? undefined : ledgerEntryFromRow(row);
}

const LIST_MONTHLY_TOTALS = `
  select billing_period as "billingPeriod", currency, payments, amount_minor as "amountMinor"
  from monthly_totals
  order by billing_period, currency
`;

interface Row {
  readonly billingPeriod: string;
  readonly currency: string;
  /** Both may exceed what a float can count: the driver gives them as text. */
  readonly payments: string;
  readonly amountMinor: string;
}

export async function listMonthlyTotals(database: Queryable): Promise<readonly MonthlyTotal[]> {
  const rows = await database.query<Row>(LIST_MONTHLY_TOTALS, []);
  return rows.map(({ billingPeriod, currency, payments, amountMinor }) => ({
    billingPeriod,
    currency,
    payments: Number(payments),
    minorUnits: BigInt(amountMinor),
  }));
}
