import { UnreachableError } from '@decouple/client';
import type { ReactNode } from 'react';
import type { Tone } from '../payment/describe-status';
import { formatDistance, formatMoment } from '../format/time';
import { Button, Notice } from './Controls';

export function Badge({ children, tone }: { readonly children: ReactNode; readonly tone: Tone }) {
  return <span className={`badge tone-${tone}`}>{children}</span>;
}

export function Card({
  actions,
  children,
  title,
}: {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="card">
      {title === undefined ? null : (
        <div className="card-head">
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Nothing is there, and that is fine: what would be here, and how it gets here. */
export function Empty({ children, title }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** As large as what is loading, so that nothing moves when it comes. */
export function Skeleton({ lines = 1 }: { readonly lines?: number }) {
  return (
    <div className="stack stack-tight" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton" />
      ))}
    </div>
  );
}

export function Loading({ lines = 3, what }: { readonly what: string; readonly lines?: number }) {
  return (
    <div>
      <p className="only-read-aloud" role="status">
        {`Loading ${what} …`}
      </p>
      <Skeleton lines={lines} />
    </div>
  );
}

/** What happened, what it means, what to do next. */
export function Failure({
  again,
  error,
  what,
}: {
  readonly error: unknown;
  readonly what: string;
  readonly again?: () => void;
}) {
  return (
    <Notice tone="bad" title={`${what} cannot be shown`}>
      <p>{explain(error)}</p>
      {again === undefined ? null : (
        <div className="row">
          <Button onPress={again}>Try again</Button>
        </div>
      )}
    </Notice>
  );
}

export function explain(error: unknown): string {
  if (error instanceof UnreachableError) {
    return navigator.onLine
      ? 'The service does not answer. It is asked again by itself.'
      : 'This device is offline. It goes on by itself once the network is back.';
  }
  return error instanceof Error ? error.message : String(error);
}

/** A moment as people say it, with the exact one for those who look. */
export function Moment({ at, now }: { readonly at: string; readonly now: number }) {
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatDistance(at, now)}
    </time>
  );
}
