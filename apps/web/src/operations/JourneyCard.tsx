import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Journey } from '../api/operations-api';
import { useNow } from '../app/use-now';
import { Badge, Card, Failure, Loading } from '../design/Content';
import { counted } from '../format/count';
import { formatMoney } from '../format/money';
import { formatMoment, formatMonth } from '../format/time';
import { reasonInWords, STATUS_WORDS } from '../payment/describe-status';
import '../payment/payment.css';
import { Timeline } from '../payment/Timeline';
import { useOperations } from './use-operations';

const JOURNEY_MILLISECONDS = 2_000;

/** One payment as both services know it. */
export function JourneyCard({ requestId }: { readonly requestId: string }) {
  const api = useOperations();
  const { data, error, refetch } = useQuery({
    queryKey: ['journey', requestId],
    queryFn: () => api.journey(requestId),
    refetchInterval: JOURNEY_MILLISECONDS,
  });
  if (data === undefined) {
    return (
      <Card>
        {error === null ? (
          <Loading what="the journey" lines={8} />
        ) : (
          <Failure what="The journey" error={error} again={() => void refetch()} />
        )}
      </Card>
    );
  }
  return <Known journey={data} requestId={requestId} />;
}

function Known({ journey, requestId }: { readonly journey: Journey; readonly requestId: string }) {
  const { deadLetters, ledger, payment } = journey;
  const now = useNow();
  const order = payment ?? ledger;
  const traceId = payment?.traceId ?? deadLetters.map(({ traceparent }) => traceparent?.split('-')[1]).find(Boolean);
  return (
    <Card title="Journey">
      <div className="stack">
        <dl className="facts">
          <dt>Request id</dt>
          <dd>
            <code className="breakable">{requestId}</code>
          </dd>
          <dt>Customer-api</dt>
          <dd>
            {payment === undefined ? (
              'does not know it'
            ) : (
              <Badge tone={STATUS_WORDS[payment.status].tone}>{STATUS_WORDS[payment.status].name}</Badge>
            )}
          </dd>
          <dt>Sales ledger</dt>
          <dd>{ledger === undefined ? 'no entry' : `${ledger.outcome}, ${formatMoment(ledger.decidedAt)}`}</dd>
          {ledger?.reason === undefined ? null : (
            <>
              <dt>Reason</dt>
              <dd>{reasonInWords(ledger.reason)}</dd>
            </>
          )}
          {order === undefined ? null : (
            <>
              <dt>Order</dt>
              <dd className="number">
                {`${formatMoney(order.amount)} for ${order.policyNumber}, ${formatMonth(order.billingPeriod)}`}
              </dd>
            </>
          )}
          {payment?.attempt === undefined ? null : (
            <>
              <dt>Attempts</dt>
              <dd className="number">{payment.attempt}</dd>
            </>
          )}
          {payment?.idempotencyKey === undefined ? null : (
            <>
              <dt>Key</dt>
              <dd>
                <code className="breakable">{payment.idempotencyKey}</code>
              </dd>
            </>
          )}
          <dt>Trace id</dt>
          <dd>{traceId === undefined ? 'none was sent' : <code className="breakable">{traceId}</code>}</dd>
          <dt>Dead letters</dt>
          <dd>
            {deadLetters.length === 0 ? (
              'none'
            ) : (
              <Link href="/operations/dead-letters">{counted(deadLetters.length, 'dead letter')}</Link>
            )}
          </dd>
        </dl>
        {payment === undefined ? null : <Timeline payment={payment} now={now} />}
      </div>
    </Card>
  );
}
