import type { ServiceName } from '@decouple/management-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { attemptsOf, type Journey } from '../api/journey';
import { useNow } from '../app/use-now';
import { Badge, Card, Failure, Loading } from '../design/Content';
import { counted } from '../format/count';
import { formatMoney } from '../format/money';
import { formatTimestamp, formatMonth } from '../format/time';
import { describeReason, STATUS_TEXTS } from '../payment/describe-status';
import '../payment/payment.css';
import { Timeline } from '../payment/Timeline';
import { STATUS_NAMES } from './status-names';
import { useOperations } from './use-operations';

const JOURNEY_MILLISECONDS = 2_000;

/** One payment as recorded by both services. */
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
  const { deadLetters, ledger, payment, silent } = journey;
  const now = useNow();
  const order = payment ?? ledger;
  const traceId = payment?.traceId ?? deadLetters.map(({ traceparent }) => traceparent?.split('-')[1]).find(Boolean);
  return (
    <Card title="Journey">
      <div className="stack">
        <dl className="facts">
          <dt>Request ID</dt>
          <dd>
            <code className="breakable">{requestId}</code>
          </dd>
          <dt>customer-api</dt>
          <dd>
            {payment === undefined ? (
              unless(silent, 'customer-api', 'Not found')
            ) : (
              <Badge tone={STATUS_TEXTS[payment.status].tone}>{STATUS_NAMES[payment.status]}</Badge>
            )}
          </dd>
          <dt>Sales ledger</dt>
          <dd>
            {ledger === undefined
              ? unless(silent, 'sales-worker', 'No entry')
              : `${ledger.outcome}, ${formatTimestamp(ledger.decidedAt)}`}
          </dd>
          {ledger?.reason === undefined ? null : (
            <>
              <dt>Reason</dt>
              <dd>{describeReason(ledger.reason)}</dd>
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
          {payment === undefined ? null : (
            <>
              <dt>Attempts</dt>
              <dd className="number">{attemptsOf(payment) ?? 'First attempt running'}</dd>
            </>
          )}
          {payment?.idempotencyKey === undefined ? null : (
            <>
              <dt>Idempotency key</dt>
              <dd>
                <code className="breakable">{payment.idempotencyKey}</code>
              </dd>
            </>
          )}
          <dt>Trace ID</dt>
          <dd>{traceId === undefined ? 'Unknown' : <code className="breakable">{traceId}</code>}</dd>
          <dt>Dead letters</dt>
          <dd>
            {deadLetters.length === 0 ? (
              unless(silent, 'sales-worker', 'None')
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

/** The text for missing data; "Unknown" if the service that has it is unreachable. */
function unless(silent: readonly ServiceName[], service: ServiceName, words: string): string {
  return silent.includes(service) ? 'Unknown: service unreachable' : words;
}
