import type { Transaction } from '@decouple/messaging-postgres';
import { MAX_DOUBLINGS, type OverdueSelection, type Payment } from '@decouple/payments-domain';
import { AWAITS_REPLY, PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from '../store/payment-row';

/**
 * The rule of `isOverdue` in SQL, for payments that were accepted between two times: a range of the index of payments that
 * are not final. `greatest` ignores nulls, so a time that a wrong clock wrote does not count. Rows that another transaction
 * has locked are being republished or answered, and are skipped.
 */
const LOCK_OVERDUE_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where ${AWAITS_REPLY}
    and payments.accepted_at >= $5::timestamptz
    and payments.accepted_at <= $6::timestamptz
    and coalesce(
          greatest(
            case when payments.accepted_at <= $1::timestamptz + $2::double precision * interval '1 millisecond'
              then payments.accepted_at end,
            case when payments.reemitted_at <= $1::timestamptz then payments.reemitted_at end,
            case when payments.outcome = 'delayed'
                and payments.next_attempt_at <= $1::timestamptz + $3::double precision * interval '1 millisecond'
              then payments.next_attempt_at end
          ),
          '-infinity'
        )
        + least($3::double precision, $7::double precision * power(2, least(payments.reemissions, ${MAX_DOUBLINGS})))
          * interval '1 millisecond'
        <= $1::timestamptz
  order by payments.accepted_at
  limit $4::integer
  for update skip locked
`;

/**
 * @param now by the clock of the database
 * @param oldest when the oldest payment was accepted that can be overdue
 */
export async function lockOverduePayments(
  transaction: Transaction,
  { limit, rule }: OverdueSelection,
  { now, oldest }: { readonly now: Date; readonly oldest: Date },
): Promise<readonly Payment[]> {
  const { afterMilliseconds, capMilliseconds } = rule;
  const shifted = (milliseconds: number): string => new Date(now.getTime() + milliseconds).toISOString();
  const between = async (after: string, until: string, most: number): Promise<readonly Payment[]> => {
    const rows = await transaction.query<PaymentRow>(LOCK_OVERDUE_PAYMENTS, [
      ...[now.toISOString(), afterMilliseconds, capMilliseconds, most, after, until],
      Math.min(afterMilliseconds, capMilliseconds),
    ]);
    return rows.map(paymentFromRow);
  };
  const waited = await between(oldest.toISOString(), shifted(-Math.min(afterMilliseconds, capMilliseconds)), limit);
  if (waited.length === limit) return waited;
  return [...waited, ...(await between(shifted(afterMilliseconds), 'infinity', limit - waited.length))];
}
