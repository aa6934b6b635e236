import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { RegisteredPayment } from '@decouple/management-client';
import { useTitle } from '../app/use-title';
import { Badge, Card, Empty, Failure, Loading } from '../design/Content';
import { Button, TextField } from '../design/Controls';
import { SearchIcon } from '../design/Icons';
import { formatMoney } from '../format/money';
import { formatMoment, formatMonth } from '../format/time';
import { STATUS_WORDS } from '../payment/describe-status';
import { JourneyCard } from './JourneyCard';
import { useOperations } from './use-operations';

const RESULTS_MILLISECONDS = 3_000;

/** What is looked for, and which of it is open, stand in the address: it can be sent to a colleague. */
export function SearchPage() {
  useTitle('Payments');
  const [parameters, setParameters] = useSearchParams();
  const searched = parameters.get('q') ?? '';
  const opened = parameters.get('payment');
  const [text, setText] = useState(searched);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setParameters(text.trim() === '' ? {} : { q: text.trim() });
  };
  return (
    <div className="stack stack-wide">
      <div className="page-head page-head-close">
        <h1>Find a payment</h1>
        <p className="lead">Its whole journey, as both services know it.</p>
      </div>
      <form className="search" role="search" onSubmit={submit}>
        <TextField label="Request id, policy number or idempotency key" type="search" value={text} onChange={setText} />
        <Button look="primary" type="submit">
          <SearchIcon />
          Search
        </Button>
      </form>
      {searched === '' ? (
        <Card>
          <Empty title="Nothing is looked for yet">
            <p>Enter what the customer told you: every payment that it fits is listed here.</p>
          </Empty>
        </Card>
      ) : (
        <Results searched={searched} opened={opened} />
      )}
    </div>
  );
}

function Results({ opened, searched }: { readonly searched: string; readonly opened: string | null }) {
  const api = useOperations();
  const { data, error, refetch } = useQuery({
    queryKey: ['search', searched],
    queryFn: () => api.search(searched),
    refetchInterval: RESULTS_MILLISECONDS,
  });
  if (data === undefined) {
    return (
      <Card>
        {error === null ? (
          <Loading what="the payments" lines={4} />
        ) : (
          <Failure what="The payments" error={error} again={() => void refetch()} />
        )}
      </Card>
    );
  }
  if (data.length === 0) {
    return (
      <Card>
        <Empty title="No payment fits">
          <p className="breakable">{`Nothing has the request id, policy number or key “${searched}”.`}</p>
        </Empty>
      </Card>
    );
  }
  const shown = opened ?? (data.length === 1 ? data[0]?.requestId : undefined);
  return (
    <div className="two-columns">
      <Card title="Payments">
        <ul className="payments">
          {data.map((payment) => (
            <Result key={payment.requestId} payment={payment} searched={searched} open={payment.requestId === shown} />
          ))}
        </ul>
      </Card>
      {shown === undefined ? (
        <Card>
          <Empty title="Choose one">
            <p>Its journey is shown here.</p>
          </Empty>
        </Card>
      ) : (
        <JourneyCard key={shown} requestId={shown} />
      )}
    </div>
  );
}

function Result(props: { readonly payment: RegisteredPayment; readonly searched: string; readonly open: boolean }) {
  const { open, payment, searched } = props;
  const { name, tone } = STATUS_WORDS[payment.status];
  const address = `/operations/payments?${new URLSearchParams({ q: searched, payment: payment.requestId }).toString()}`;
  return (
    <li>
      <Link className="payment-line" href={address} {...(open ? { 'aria-current': 'true' as const } : {})}>
        <span className="payment-line-what">
          <span className="payment-line-amount number">{formatMoney(payment.amount)}</span>
          <span className="soft small">{`${payment.policyNumber} · ${formatMonth(payment.billingPeriod)}`}</span>
        </span>
        <span className="payment-line-state">
          <Badge tone={tone}>{name}</Badge>
          <span className="soft small">{formatMoment(payment.acceptedAt)}</span>
        </span>
      </Link>
    </li>
  );
}
