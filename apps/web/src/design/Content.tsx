import { UnreachableError } from '@decouple/client';
import type { ReactNode } from 'react';
import { formatDistance, formatTimestamp } from '../format/time';
import { Button, Notice } from './Controls';
import type { Tone } from './tone';

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

/** An empty state: says what will appear here and how. */
export function Empty({ children, title }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** As large as the content that is loading, so that the layout does not move. */
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
        {`Loading ${what}…`}
      </p>
      <Skeleton lines={lines} />
    </div>
  );
}

/** Says what failed and why, and offers a retry. */
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
    <Notice tone="bad" title={`${what} could not be loaded`}>
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
    return navigator.onLine ? 'We can’t reach the server at the moment.' : 'You’re offline. Check your connection.';
  }
  return error instanceof Error ? error.message : String(error);
}

/** A relative time, with the exact one as a tooltip. */
export function Moment({ at, now }: { readonly at: string; readonly now: number }) {
  return (
    <time dateTime={at} title={formatTimestamp(at)}>
      {formatDistance(at, now)}
    </time>
  );
}
