import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { ServiceName, WholeDeadLetter } from '@decouple/management-client';
import { Failure, Loading } from '../design/Content';
import { formatTimestamp } from '../format/time';
import { useOperations } from './use-operations';

/** A dead letter: message and error side by side. */
export function DeadLetterDetails({ id, service }: { readonly service: ServiceName; readonly id: string }) {
  const api = useOperations();
  const { data, error, refetch } = useQuery({
    queryKey: ['dead-letter', service, id],
    queryFn: () => api.deadLetter(service, id),
  });
  if (data === undefined) {
    return (
      <div className="letter-details">
        {error === null ? (
          <Loading what="the message" lines={8} />
        ) : (
          <Failure what="The message" error={error} again={() => void refetch()} />
        )}
      </div>
    );
  }
  return <Details deadLetter={data} />;
}

function Details({ deadLetter }: { readonly deadLetter: WholeDeadLetter }) {
  const { attempts, body, errorClass, errorMessage, errorStack, firstSeenAt, lastSeenAt, messageId, traceparent } =
    deadLetter;
  return (
    <div className="letter-details">
      <section className="stack stack-tight" aria-label="Message">
        <h3>Message</h3>
        <dl className="facts small">
          <dt>ID</dt>
          <dd>
            <Link href={`/operations/payments?q=${encodeURIComponent(messageId)}`} className="breakable">
              {messageId}
            </Link>
          </dd>
          <dt>Queue</dt>
          <dd>{deadLetter.queue}</dd>
        </dl>
        <pre className="code" tabIndex={0} aria-label="Message body">
          {readable(body)}
        </pre>
      </section>
      <section className="stack stack-tight" aria-label="Error">
        <h3>Error</h3>
        <dl className="facts small">
          <dt>Attempts</dt>
          <dd className="number">{attempts}</dd>
          <dt>First seen</dt>
          <dd>{formatTimestamp(firstSeenAt)}</dd>
          <dt>Last seen</dt>
          <dd>{formatTimestamp(lastSeenAt)}</dd>
          <dt>Trace ID</dt>
          <dd className="breakable">{traceparent?.split('-')[1] ?? 'None'}</dd>
        </dl>
        <pre className="code code-bad" tabIndex={0} aria-label="Error">
          {errorStack ?? `${errorClass}: ${errorMessage}`}
        </pre>
      </section>
    </div>
  );
}

/** Indented if it is JSON, unchanged otherwise. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
