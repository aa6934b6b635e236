import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** One line of the sample. */
export interface PaymentRow {
  /** Rows of the second wave are paid after all rows of the first. */
  readonly wave: '1' | '2';
  readonly idempotencyKey: string;
  readonly policyNumber: string;
  readonly customerId: string;
  /** Months from the current one, so that the sample does not age. */
  readonly monthOffset: string;
  readonly amount: string;
  readonly currency: string;
  readonly method: string;
  readonly token: string;
  /** `recorded`, `replayed`, a rejection's code, or the code of the problem that refuses it. */
  readonly expected: string;
}

export function readPaymentRows(file: string): PaymentRow[] {
  return parse(readFileSync(file), { columns: true, skip_empty_lines: true }) as PaymentRow[];
}

/** The month of a row as YYYY-MM, in UTC. */
export function billingPeriod({ monthOffset }: PaymentRow, today: Date): string {
  const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + Number(monthOffset), 1));
  return month.toISOString().slice(0, 7);
}
