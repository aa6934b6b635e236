import type { Payment, PaymentStatus, TimelineEntry } from '@decouple/client';
import { CheckIcon, ClockIcon, CrossIcon, PersonIcon } from '../design/Icons';
import { formatDistance, formatDuration, formatTimestamp, formatTimeOfDay } from '../format/time';
import { describeReason } from './describe-status';

/** Past events, oldest first, then the next steps. */
export function Timeline({ now, payment }: { readonly payment: Payment; readonly now: number }) {
  const entries = payment.timeline;
  return (
    <ol className="timeline" aria-label="Progress, oldest first">
      {entries.map((entry, index) => (
        <Event
          key={`${entry.at} ${entry.status}`}
          entry={entry}
          before={entries[index - 1]}
          latest={index === entries.length - 1}
          now={now}
        />
      ))}
      {nextSteps(payment).map((step) => (
        <li key={step} className="event event-ahead">
          <span className="event-mark" aria-hidden="true" />
          <div className="event-body">
            <p className="event-title">
              {step}
              <span className="only-read-aloud"> (upcoming)</span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

const EVENTS: Readonly<
  Record<
    PaymentStatus,
    { readonly title: string; readonly text: string; readonly tone: string; readonly Icon: () => React.ReactNode }
  >
> = {
  accepted: { title: 'Received', text: 'We’ve received your payment.', tone: 'good', Icon: CheckIcon },
  queued: { title: 'Processing', text: 'Being processed.', tone: 'good', Icon: CheckIcon },
  recorded: { title: 'Paid', text: 'Credited to your policy.', tone: 'good', Icon: CheckIcon },
  rejected: { title: 'Declined', text: 'We couldn’t accept this payment.', tone: 'bad', Icon: CrossIcon },
  delayed: {
    title: 'Delayed',
    text: 'Something went wrong on our side. We’ll try again.',
    tone: 'wait',
    Icon: ClockIcon,
  },
  parked: { title: 'Under review', text: 'We’re reviewing your payment.', tone: 'wait', Icon: PersonIcon },
};

function Event(props: {
  readonly entry: TimelineEntry;
  readonly before: TimelineEntry | undefined;
  readonly latest: boolean;
  readonly now: number;
}) {
  const { before, entry, latest, now } = props;
  const { Icon, text, title, tone } = EVENTS[entry.status];
  return (
    <li className="event">
      <span className={`event-mark tone-${tone}`} aria-hidden="true">
        <Icon />
      </span>
      <div className="event-body">
        <p className="event-title">
          {title}
          {entry.attempt === undefined ? null : (
            <span className="soft small">{` · after ${entry.attempt === 1 ? '1 attempt' : `${entry.attempt} attempts`}`}</span>
          )}
        </p>
        <p className="soft">{entry.reason === undefined ? text : describeReason(entry.reason)}</p>
        {latest && entry.nextAttemptAt !== undefined ? (
          <p className="event-next">
            {`Next attempt at ${formatTimeOfDay(entry.nextAttemptAt)} (${formatDistance(entry.nextAttemptAt, now)})`}
          </p>
        ) : null}
      </div>
      <p className="event-time soft small number">
        <time dateTime={entry.at} title={formatTimestamp(entry.at)}>
          {formatTimeOfDay(entry.at)}
        </time>
        {before === undefined ? null : (
          <span className="event-took">{`+ ${formatDuration(secondsBetween(before.at, entry.at))}`}</span>
        )}
      </p>
    </li>
  );
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
}

function nextSteps({ final, status }: Payment): readonly string[] {
  if (final) return [];
  return status === 'accepted' ? ['Processing', 'Paid'] : ['Paid'];
}
