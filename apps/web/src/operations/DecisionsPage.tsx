import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useTitle } from '../app/use-title';
import { Badge, Card, Empty, Failure, Loading } from '../design/Content';
import { counted } from '../format/count';
import { formatTimestamp } from '../format/time';
import '../payment/payment.css';
import { RepairsCard } from './RepairsCard';
import { useOperations } from './use-operations';

const DECISIONS_MILLISECONDS = 10_000;

/** The audit log of decisions on dead letters. */
export function DecisionsPage() {
  useTitle('Audit log');
  return (
    <div className="stack stack-wide">
      <div>
        <Link href="/operations/dead-letters" className="back-link">
          ← Dead letters
        </Link>
      </div>
      <div className="page-head page-head-close">
        <h1>Audit log</h1>
        <p className="lead">Every redrive and discard of dead letters, with operator, time and reason.</p>
      </div>
      <Decisions />
      <RepairsCard />
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
          <Loading what="the audit log" lines={3} />
        ) : (
          <Failure what="The audit log" error={error} again={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <Empty title="No entries yet">
          <p>Redriven and discarded messages appear here, newest first.</p>
        </Empty>
      ) : (
        <ul className="decisions" aria-label="Decisions, newest first">
          {data.items.map(({ action, decidedAt, decisionId, letters, operator, reason, service }) => (
            <li key={`${service} ${decisionId}`} className="decision">
              <div className="row row-apart">
                <p className="row">
                  <Badge tone={action === 'redrive' ? 'accent' : 'bad'}>
                    {action === 'redrive' ? 'Redriven' : 'Discarded'}
                  </Badge>
                  <span className="number">{counted(letters, 'message')}</span>
                </p>
                <p className="soft small number">{formatTimestamp(decidedAt)}</p>
              </div>
              <p className="breakable">{reason}</p>
              <p className="soft small breakable">{`${operator} · ${service}`}</p>
            </li>
          ))}
        </ul>
      )}
      {data?.silent.map((service) => (
        <p key={service} className="soft small">{`${service} unreachable. Its entries are not shown.`}</p>
      ))}
    </Card>
  );
}
