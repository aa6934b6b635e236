import type { LedgerEntry, Rejection } from '@decouple/sales-domain';

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
