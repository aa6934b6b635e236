import { useQuery } from '@tanstack/react-query';
import { Badge, Card, Empty, Failure, Loading } from '../design/Content';
import { formatCount } from '../format/count';
import { formatMoment } from '../format/time';
import { useOperations } from './use-operations';

const DECISIONS_MILLISECONDS = 10_000;

export function AuditTrail() {
  const api = useOperations();
  const { data, error, refetch } = useQuery({
    queryKey: ['decisions'],
    queryFn: () => api.decisions(),
    refetchInterval: DECISIONS_MILLISECONDS,
  });
  return (
    <Card title="Audit trail">
      {data === undefined ? (
        error === null ? (
          <Loading what="the decisions" lines={3} />
        ) : (
          <Failure what="The decisions" error={error} again={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <Empty title="Nothing was decided yet">
          <p>Every redrive and every discard leaves a line: who, when, why and how many.</p>
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
    </Card>
  );
}
