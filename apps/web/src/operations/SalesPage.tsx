import type { Difference } from '@decouple/management-client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useState } from 'react';
import type { NamedDifference, Reconciliation } from '../api/reconciliation';
import { useNow } from '../app/use-now';
import { useTitle } from '../app/use-title';
import { Badge, Card, Empty, Failure, Loading, Moment } from '../design/Content';
import { Button } from '../design/Controls';
import { counted, formatCount } from '../format/count';
import { formatMoney } from '../format/money';
import { formatMonth } from '../format/time';
import { RepairDialog } from './RepairDialog';
import { useOperations } from './use-operations';

const TOTALS_MILLISECONDS = 5_000;

export function SalesPage() {
  useTitle('Sales');
  return (
    <div className="stack stack-wide">
      <div className="page-head page-head-close">
        <h1>Sales</h1>
        <p className="lead">What the ledger has recorded, and whether both sides agree to the cent.</p>
      </div>
      <div className="two-columns">
        <ReconciliationCard />
        <Totals />
      </div>
    </div>
  );
}

function Totals() {
  const api = useOperations();
  const { data, error, refetch } = useQuery({
    queryKey: ['totals'],
    queryFn: () => api.totals(),
    refetchInterval: TOTALS_MILLISECONDS,
  });
  return (
    <Card title="Totals by month and currency">
      {data === undefined ? (
        error === null ? (
          <Loading what="the totals" lines={5} />
        ) : (
          <Failure what="The totals" error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Empty title="Nothing is recorded yet">
          <p>
            <Link href="/">Pay something</Link> and its month appears here.
          </p>
        </Empty>
      ) : (
        <div className="table-frame" role="region" aria-label="Totals by month and currency" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Month</th>
                <th scope="col" className="wide-only">
                  Currency
                </th>
                <th scope="col" className="amount">
                  Payments
                </th>
                <th scope="col" className="amount">
                  Recorded
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ amount, billingPeriod, payments }) => (
                <tr key={`${billingPeriod} ${amount.currency}`}>
                  <td>{formatMonth(billingPeriod)}</td>
                  <td className="wide-only">{amount.currency}</td>
                  <td className="amount">{formatCount(payments)}</td>
                  <td className="amount">{formatMoney(amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function ReconciliationCard() {
  const api = useOperations();
  const run = useMutation({ mutationFn: () => api.reconcile() });
  const [isRepairing, setRepairing] = useState(false);
  // A repair compares again, and remembers the result.
  const last = api.lastReconciliation;
  return (
    <Card
      title="Reconciliation"
      actions={
        <Button look="primary" isDisabled={run.isPending} onPress={() => run.mutate()}>
          {run.isPending ? 'Comparing …' : 'Compare now'}
        </Button>
      }
    >
      <div aria-live="polite">
        {run.isPending ? (
          <Loading what="the comparison" lines={4} />
        ) : run.error !== null ? (
          <Failure what="The comparison" error={run.error} again={() => run.mutate()} />
        ) : last === undefined ? (
          <Empty title="Not compared yet">
            <p>Compares every accepted payment with the ledger, one by one.</p>
          </Empty>
        ) : (
          <Result result={last} />
        )}
      </div>
      {run.isPending || last === undefined || last.repairable === 0 ? null : (
        <div className="row">
          <Button onPress={() => setRepairing(true)}>{`Resend ${counted(last.repairable, 'payment')} …`}</Button>
        </div>
      )}
      {isRepairing ? <RepairDialog close={() => setRepairing(false)} /> : null}
    </Card>
  );
}

const DIFFERENCES: Readonly<Record<Difference, string>> = {
  'not-accepted': 'Sales has an entry of a payment that nobody accepted.',
  'not-in-ledger': 'The customer was told of a decision that is not in the ledger.',
  'answer-missing': 'Sales has decided, and the customer does not know yet.',
  'outcome-differs': 'The customer was told something else than the ledger says.',
  'order-differs': 'Amount, currency or month are not the same.',
  conflict:
    'The customer was told that it is recorded, the entry is lost, and sales would reject it now. Decide on a refund.',
};

function Result({ result }: { readonly result: Reconciliation }) {
  const { compared, differences, differing, finishedAt, late, waiting } = result;
  const now = useNow();
  return (
    <div className="stack">
      <p className="row">
        <Badge tone={differing === 0 ? 'good' : 'bad'}>
          {differing === 0 ? 'Both sides agree' : counted(differing, 'difference')}
        </Badge>
        <span className="soft small">
          <Moment at={finishedAt} now={now} />
        </span>
      </p>
      <p>{`${counted(compared, 'payment')} compared; ${formatCount(waiting)} of them still ${waiting === 1 ? 'waits' : 'wait'} for sales.`}</p>
      {late === 0 ? null : (
        <p>{`${counted(late, 'payment')} waited longer than 10 minutes: npm run ops -- reconcile names them.`}</p>
      )}
      {differing === 0 ? null : (
        <ul className="stack stack-tight">
          {differences.map(({ difference, paidBy, paymentId }) => (
            <li key={paymentId}>
              <Link href={`/operations/payments?q=${paymentId}`}>
                <code className="breakable">{paymentId}</code>
              </Link>
              <br />
              <span className="soft">{DIFFERENCES[difference]}</span>
              <PaidBy paidBy={paidBy} />
            </li>
          ))}
          {differing > differences.length ? (
            <li className="soft">{`And ${formatCount(differing - differences.length)} more: npm run ops -- reconcile names all.`}</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}

/** The payment that was recorded for the same month. */
function PaidBy({ paidBy }: Pick<NamedDifference, 'paidBy'>) {
  if (paidBy === undefined) return null;
  return (
    <>
      <br />
      <span className="soft">The month is paid by </span>
      <Link href={`/operations/payments?q=${paidBy}`}>
        <code className="breakable">{paidBy}</code>
      </Link>
    </>
  );
}
