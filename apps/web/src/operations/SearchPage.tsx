import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { RegisteredPayment } from '@decouple/management-client';
import { useTitle } from '../app/use-title';
import { Badge, Card, Empty, Failure, Loading } from '../design/Content';
import { Button, TextField } from '../design/Controls';
import { SearchIcon } from '../design/Icons';
import { formatMoney } from '../format/money';
import { formatTimestamp, formatMonth } from '../format/time';
import { STATUS_TEXTS } from '../payment/describe-status';
import { JourneyCard } from './JourneyCard';
import { STATUS_NAMES } from './status-names';
import { useOperations } from './use-operations';

const RESULTS_MILLISECONDS = 3_000;

/** The address contains the search and the open payment, so that operators can share it. */
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
        <p className="lead">See its history in both services.</p>
      </div>
      <form className="search" role="search" onSubmit={submit}>
        <TextField label="Request ID, policy number or idempotency key" type="search" value={text} onChange={setText} />
        <Button look="primary" type="submit">
          <SearchIcon />
          Search
        </Button>
      </form>
      {searched === '' ? (
        <Card>
          <Empty title="Search for a payment">
            <p>Enter a request ID (payment reference), policy number or idempotency key.</p>
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
        <Empty title="No matching payments">
          <p className="breakable">{`No payment has the request ID, policy number or key “${searched}”.`}</p>
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
          <Empty title="Select a payment">
            <p>Its journey appears here.</p>
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
  const { tone } = STATUS_TEXTS[payment.status];
  const address = `/operations/payments?${new URLSearchParams({ q: searched, payment: payment.requestId }).toString()}`;
  return (
    <li>
      <Link className="payment-line" href={address} {...(open ? { 'aria-current': 'true' as const } : {})}>
        <span className="payment-line-what">
          <span className="payment-line-amount number">{formatMoney(payment.amount)}</span>
          <span className="soft small">{`${payment.policyNumber} · ${formatMonth(payment.billingPeriod)}`}</span>
        </span>
        <span className="payment-line-state">
          <Badge tone={tone}>{STATUS_NAMES[payment.status]}</Badge>
          <span className="soft small">{formatTimestamp(payment.acceptedAt)}</span>
        </span>
      </Link>
    </li>
  );
}
