import type { RegisteredEntry } from '@decouple/sales-domain';
import { LEDGER_ENTRY_COLUMNS, ledgerEntryFromRow, type LedgerEntryRow } from '../ledger/ledger-entry-row';

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
