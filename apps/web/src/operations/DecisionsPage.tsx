import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useTitle } from '../app/use-title';
import { Badge, Card, Empty, Failure, Loading } from '../design/Content';
import { formatCount } from '../format/count';
import { formatMoment } from '../format/time';
import '../payment/payment.css';
import { useOperations } from './use-operations';

const DECISIONS_MILLISECONDS = 10_000;

/** Who decided what on dead letters, and why. A page of its own: it is read on other occasions than letters are. */
export function DecisionsPage() {
  useTitle('Audit trail');
  return (
    <div className="stack stack-wide">
      <div>
        <Link href="/operations/dead-letters" className="back-link">
          ← Dead letters
        </Link>
      </div>
      <div className="page-head page-head-close">
        <h1>Audit trail</h1>
        <p className="lead">Every redrive and every discard of dead letters: who, when, why and how many.</p>
      </div>
      <Decisions />
    </div>
  );
}

function Decisions() {
  const api = useOperations();
  const { data, error, refetch } = useQuery({
    queryKey: ['decisions'],
    queryFn: () => api.decisions(),
    refetchInterval: DECISIONS_MILLISECONDS,
  });
  return (
    <Card>
      {data === undefined ? (
        error === null ? (
          <Loading what="the decisions" lines={3} />
        ) : (
          <Failure what="The decisions" error={error} again={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <Empty title="Nothing was decided yet">
          <p>Redriven and discarded letters appear here, newest first.</p>
        </Empty>
      ) : (
        <div className="table-frame" role="region" aria-label="Audit trail" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col" className="amount">
                  Letters
                </th>
                <th scope="col">Who</th>
                <th scope="col">Why</th>
                <th scope="col">Service</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map(({ action, decidedAt, decisionId, letters, operator, reason, service }) => (
                <tr key={`${service} ${decisionId}`}>
                  <td className="no-break">{formatMoment(decidedAt)}</td>
                  <td>
                    <Badge tone={action === 'redrive' ? 'accent' : 'bad'}>
                      {action === 'redrive' ? 'Redriven' : 'Discarded'}
                    </Badge>
                  </td>
                  <td className="amount">{formatCount(letters)}</td>
                  <td className="no-break">{operator}</td>
                  <td className="audit-reason">{reason}</td>
                  <td className="no-break">{service}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data?.silent.map((service) => (
        <p key={service} className="soft small">{`${service} does not answer: its decisions are missing here.`}</p>
      ))}
    </Card>
  );
}
