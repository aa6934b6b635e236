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
        <p className="lead">Recorded payments, and whether both services agree to the cent.</p>
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
        <Empty title="No recorded payments yet">
          <p>
            <Link href="/">Make a payment</Link> to see its month here.
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
  // A repair compares again and stores the result.
  const last = api.lastReconciliation;
  return (
    <Card
      title="Reconciliation"
      actions={
        <Button look="primary" isDisabled={run.isPending} onPress={() => run.mutate()}>
          {run.isPending ? 'Comparing…' : 'Run reconciliation'}
        </Button>
      }
    >
      <div aria-live="polite">
        {run.isPending ? (
          <Loading what="the reconciliation" lines={4} />
        ) : run.error !== null ? (
          <Failure what="The reconciliation" error={run.error} again={() => run.mutate()} />
        ) : last === undefined ? (
          <Empty title="Not run yet">
            <p>Compares every accepted payment with the ledger.</p>
          </Empty>
        ) : (
          <Result result={last} />
        )}
      </div>
      {run.isPending || last === undefined || last.repairable === 0 ? null : (
        <div className="row">
          <Button onPress={() => setRepairing(true)}>{`Resend ${counted(last.repairable, 'payment')}…`}</Button>
        </div>
      )}
      {isRepairing ? <RepairDialog close={() => setRepairing(false)} /> : null}
    </Card>
  );
}

const DIFFERENCES: Readonly<Record<Difference, string>> = {
  'not-accepted': 'Missing in payments: the ledger has an entry, but no payment was accepted.',
  'not-in-ledger': 'Missing in ledger: the payment has a final status, but no ledger entry.',
  'answer-missing': 'Reply missing: the ledger has a decision, but the payment is not final.',
  'outcome-differs': 'Outcomes differ between payment and ledger.',
  'order-differs': 'Amount, currency or month differ.',
  conflict:
    'Conflict: the payment is recorded, its ledger entry is lost, and sales would reject it now. Consider a refund.',
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
      <p>{`${counted(compared, 'payment')} compared, ${formatCount(waiting)} pending in sales.`}</p>
      {late === 0 ? null : (
        <p>{`${counted(late, 'payment')} pending for more than 10 minutes. List them with: npm run ops -- reconcile`}</p>
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
            <li className="soft">{`${formatCount(differing - differences.length)} more. List all with: npm run ops -- reconcile`}</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}

/** The payment that is recorded for the same month. */
function PaidBy({ paidBy }: Pick<NamedDifference, 'paidBy'>) {
  if (paidBy === undefined) return null;
  return (
    <>
      <br />
      <span className="soft">Month paid by </span>
      <Link href={`/operations/payments?q=${paidBy}`}>
        <code className="breakable">{paidBy}</code>
      </Link>
    </>
  );
}
