import { type Payment, ProblemError } from '@decouple/client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useApi } from '../app/api-context';
import { useNow } from '../app/use-now';
import { Badge, Card, Empty, Failure, Loading, Moment } from '../design/Content';
import { formatMoney } from '../format/money';
import { formatMonth } from '../format/time';
import { STATUS_TEXTS } from '../payment/describe-status';
import { paymentKey } from '../payment/use-payment';
import type { Account } from './account';
import { forgetPayment, knownPayments } from './known-payments';

const SHOWN = 8;
const FETCHED = 50;
const ASK_AGAIN_MILLISECONDS = 3_000;
const NOW_MILLISECONDS = 10_000;
/** The query client retries. */
const ONE_ATTEMPT = { attempts: 1 };

/** The customer's recent payments, made in this browser or elsewhere. */
export function LastPayments({ account }: { readonly account: Account }) {
  const api = useApi().payments;
  const now = useNow(NOW_MILLISECONDS);
  const latest = useQuery({
    queryKey: ['payments', 'latest', account.customerId],
    queryFn: ({ signal }) => api.listPage({ limit: FETCHED }, { ...ONE_ATTEMPT, signal }),
    select: ({ payments }) => payments.filter(({ customerId }) => customerId === account.customerId),
  });
  const known = knownPayments();
  const single = useQueries({
    queries: known.slice(0, SHOWN).map((id) => ({
      queryKey: paymentKey(id),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        findOrForget(api.getPayment(id, { ...ONE_ATTEMPT, signal }), id),
      refetchInterval: ({ state }: { state: { data: Payment | null | undefined } }) =>
        state.data?.final === true ? false : ASK_AGAIN_MILLISECONDS,
    })),
  });
  const payments = newestFirst([...single.map(({ data }) => data), ...(latest.data ?? [])]).slice(0, SHOWN);
  const loading = payments.length === 0 && (latest.isPending || single.some(({ isPending }) => isPending));
  return (
    <Card title="Recent payments">
      {loading && latest.error === null ? (
        <Loading what="your payments" lines={6} />
      ) : payments.length > 0 ? (
        <ul className="payments">
          {payments.map((payment) => (
            <PaymentLine key={payment.requestId} payment={payment} now={now} />
          ))}
        </ul>
      ) : latest.error === null ? (
        <Empty title="No payments yet">
          <p>Your payments and their status appear here.</p>
        </Empty>
      ) : (
        <Failure what="Your payments" error={latest.error} again={() => void latest.refetch()} />
      )}
    </Card>
  );
}

/** Removes a payment that the service does not know from the list. Keeps it after any other error. */
async function findOrForget(asked: Promise<Payment>, id: string): Promise<Payment | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 404) throw error;
    forgetPayment(id);
    return null;
  }
}

function newestFirst(payments: readonly (Payment | null | undefined)[]): Payment[] {
  const byId = new Map<string, Payment>();
  for (const payment of payments) {
    if (payment && !byId.has(payment.requestId)) byId.set(payment.requestId, payment);
  }
  return [...byId.values()].sort((one, other) => other.acceptedAt.localeCompare(one.acceptedAt));
}

function PaymentLine({ now, payment }: { readonly payment: Payment; readonly now: number }) {
  const { name, tone } = STATUS_TEXTS[payment.status];
  return (
    <li>
      <Link className="payment-line" href={`/payments/${payment.requestId}`}>
        <span className="payment-line-what">
          <span className="payment-line-amount number">{formatMoney(payment.amount)}</span>
          <span className="soft small">{`${payment.policyNumber} · ${formatMonth(payment.billingPeriod)}`}</span>
        </span>
        <span className="payment-line-state">
          <Badge tone={tone}>{name}</Badge>
          <span className="soft small">
            <Moment at={payment.acceptedAt} now={now} />
          </span>
        </span>
      </Link>
    </li>
  );
}
