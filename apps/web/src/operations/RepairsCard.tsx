import { useQuery } from '@tanstack/react-query';
import { Badge, Card } from '../design/Content';
import { counted } from '../format/count';
import { formatTimestamp } from '../format/time';
import { useOperations } from './use-operations';

const REPAIRS_MILLISECONDS = 10_000;

/** Repairs after a restore. Hidden until there is one: most installations never need it. */
export function RepairsCard() {
  const api = useOperations();
  const { data } = useQuery({
    queryKey: ['repairs'],
    queryFn: () => api.repairs(),
    refetchInterval: REPAIRS_MILLISECONDS,
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <Card title="Repairs after a restore">
      <ul className="decisions" aria-label="Repairs, newest first">
        {data.map(({ action, operator, reason, repairId, repaired, repairedAt }) => (
          <li key={repairId} className="decision">
            <div className="row row-apart">
              <p className="row">
                <Badge tone="accent">{action === 'resend' ? 'Resent' : 'Rebuilt'}</Badge>
                <span className="number">{counted(repaired.length, 'payment')}</span>
              </p>
              <p className="soft small number">{formatTimestamp(repairedAt)}</p>
            </div>
            <p className="breakable">{reason}</p>
            <p className="soft small breakable">{operator}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
