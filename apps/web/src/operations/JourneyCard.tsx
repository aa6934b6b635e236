import type { ServiceName } from '@decouple/management-client';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { attemptsOf, type Journey } from '../api/journey';
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
  const { deadLetters, ledger, payment, silent } = journey;
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
          <dt>customer-api</dt>
          <dd>
            {payment === undefined ? (
              unless(silent, 'customer-api', 'does not know it')
            ) : (
              <Badge tone={STATUS_WORDS[payment.status].tone}>{STATUS_WORDS[payment.status].name}</Badge>
            )}
          </dd>
          <dt>Sales ledger</dt>
          <dd>
            {ledger === undefined
              ? unless(silent, 'sales-worker', 'no entry')
              : `${ledger.outcome}, ${formatMoment(ledger.decidedAt)}`}
          </dd>
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
          {payment === undefined ? null : (
            <>
              <dt>Attempts</dt>
              <dd className="number">{attemptsOf(payment) ?? 'none is over yet'}</dd>
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
          <dd>{traceId === undefined ? 'not known' : <code className="breakable">{traceId}</code>}</dd>
          <dt>Dead letters</dt>
          <dd>
            {deadLetters.length === 0 ? (
              unless(silent, 'sales-worker', 'none')
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

/** What the absence of something means; nothing, when the service that would know it does not answer. */
function unless(silent: readonly ServiceName[], service: ServiceName, words: string): string {
  return silent.includes(service) ? 'not known: it does not answer' : words;
}
