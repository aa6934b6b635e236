import { MAX_DOUBLINGS, type OverdueSelection, type Payment } from '@decouple/payments-domain';
import type { Session } from '@decouple/messaging-postgres';
import { PAYMENT_COLUMNS, paymentFromRow, type PaymentRow } from '../store/payment-row';

/**
 * The rule of `overdueAt` in SQL. The first two conditions follow from it; they are there for the index of payments that
 * are not final. What somebody else holds is skipped: it is being told again, or answered, at this moment.
 */
const LOCK_OVERDUE_PAYMENTS = `
  select ${PAYMENT_COLUMNS}
  from payments
  where (payments.outcome is null or payments.outcome = 'delayed')
    and payments.accepted_at <= $1::timestamptz - $2::double precision * interval '1 millisecond'
    and greatest(
          coalesce(payments.reemitted_at, payments.accepted_at),
          case when payments.outcome = 'delayed' then payments.next_attempt_at else payments.accepted_at end
        )
        + least($3::double precision, $2::double precision * power(2, least(payments.reemissions, ${MAX_DOUBLINGS})))
          * interval '1 millisecond'
        <= $1::timestamptz
  order by payments.accepted_at
  limit $4::integer
  for update skip locked
`;

export async function lockOverduePayments(
  session: Session,
  { limit, now, rule }: OverdueSelection,
): Promise<readonly Payment[]> {
  const rows = await session.query<PaymentRow>(LOCK_OVERDUE_PAYMENTS, [
    now.toISOString(),
    Math.min(rule.afterMilliseconds, rule.capMilliseconds),
    rule.capMilliseconds,
    limit,
  ]);
  return rows.map(paymentFromRow);
}
