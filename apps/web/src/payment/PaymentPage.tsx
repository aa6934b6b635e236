import { type Connectedness, type Payment, ProblemError } from '@decouple/client';
import { Link } from 'wouter';
import { useNow } from '../app/use-now';
import { useTitle } from '../app/use-title';
import { Badge, Card, Failure, Loading } from '../design/Content';
import { formatMoney } from '../format/money';
import { formatTimestamp, formatMonth } from '../format/time';
import { describePayment, STATUS_TEXTS } from './describe-status';
import './payment.css';
import { Timeline } from './Timeline';
import { useLivePayment } from './use-payment';

export function PaymentPage({ requestId }: { readonly requestId: string }) {
  const { connection, error, payment, retry } = useLivePayment(requestId);
  useTitle(payment === undefined ? 'Your payment' : STATUS_TEXTS[payment.status].headline);
  return (
    <div className="payment-page">
      <Link href="/" className="back-link">
        ← All payments
      </Link>
      {payment === undefined ? (
        <Unknown error={error} retry={retry} />
      ) : (
        <Known payment={payment} connection={connection} />
      )}
    </div>
  );
}

function Unknown({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  if (error === undefined) {
    return (
      <>
        <h1>Your payment</h1>
        <Card>
          <Loading what="the payment" lines={8} />
        </Card>
      </>
    );
  }
  const absent = error instanceof ProblemError && error.status === 404;
  return (
    <>
      <h1>{absent ? 'Payment not found' : 'Your payment'}</h1>
      {absent ? (
        <p className="lead">We couldn’t find that payment. Check the link, or find your payments on the start page.</p>
      ) : (
        <Failure what="The payment" error={error} again={retry} />
      )}
    </>
  );
}

function Known({ connection, payment }: { readonly payment: Payment; readonly connection: Connectedness }) {
  const texts = STATUS_TEXTS[payment.status];
  const now = useNow();
  return (
    <>
      <div className="payment-head">
        <div>
          <Badge tone={texts.tone}>{texts.name}</Badge>
        </div>
        <h1 aria-live="polite">{texts.headline}</h1>
        <p className="lead">{describePayment(payment)}</p>
      </div>
      <div className="payment-columns">
        <Card title="Progress" actions={<ConnectionSign connection={connection} final={payment.final} />}>
          <Timeline payment={payment} now={now} />
        </Card>
        <Card title="Details">
          <dl className="facts payment-facts">
            <dt>Amount</dt>
            <dd className="payment-amount number">{formatMoney(payment.amount)}</dd>
            <dt>Policy</dt>
            <dd className="breakable">{payment.policyNumber}</dd>
            <dt>Month</dt>
            <dd>{formatMonth(payment.billingPeriod)}</dd>
            <dt>Payment method</dt>
            <dd>{METHOD_NAMES[payment.paymentMethod.type] ?? payment.paymentMethod.type}</dd>
            <dt>Received</dt>
            <dd>{formatTimestamp(payment.acceptedAt)}</dd>
            <dt>Payment reference</dt>
            <dd>
              <code className="breakable">{payment.requestId}</code>
            </dd>
          </dl>
        </Card>
      </div>
    </>
  );
}

const METHOD_NAMES: Readonly<Record<string, string>> = {
  card: 'Card',
  'direct-debit': 'Direct debit',
  wallet: 'Wallet',
};

const CONNECTION_TEXTS: Readonly<Record<Connectedness, string>> = {
  live: 'Live',
  polling: 'Updating every few seconds',
  lost: 'Reconnecting…',
};

function ConnectionSign({ connection, final }: { readonly connection: Connectedness; readonly final: boolean }) {
  if (final) return null;
  return <Badge tone={connection === 'live' ? 'good' : 'wait'}>{CONNECTION_TEXTS[connection]}</Badge>;
}
