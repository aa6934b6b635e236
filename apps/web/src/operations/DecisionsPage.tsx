import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useTitle } from '../app/use-title';
import { Badge, Card, Empty, Failure, Loading } from '../design/Content';
import { counted } from '../format/count';
import { formatMoment } from '../format/time';
import '../payment/payment.css';
import { RepairsCard } from './RepairsCard';
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
          <Loading what="the decisions" lines={3} />
        ) : (
          <Failure what="The decisions" error={error} again={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <Empty title="Nothing was decided yet">
          <p>Redriven and discarded letters appear here, newest first.</p>
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
                  <span className="number">{counted(letters, 'letter')}</span>
                </p>
                <p className="soft small number">{formatMoment(decidedAt)}</p>
              </div>
              <p className="breakable">{reason}</p>
              <p className="soft small breakable">{`${operator} · ${service}`}</p>
            </li>
          ))}
        </ul>
      )}
      {data?.silent.map((service) => (
        <p key={service} className="soft small">{`${service} does not answer: its decisions are missing here.`}</p>
      ))}
    </Card>
  );
}
