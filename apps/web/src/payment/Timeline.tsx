import type { Payment, PaymentStatus, TimelineEntry } from '@decouple/client';
import { CheckIcon, ClockIcon, CrossIcon, PersonIcon } from '../design/Icons';
import { formatDistance, formatDuration, formatMoment, formatTimeOfDay } from '../format/time';
import { reasonInWords } from './describe-status';

/** What happened, oldest first, and what comes next. */
export function Timeline({ now, payment }: { readonly payment: Payment; readonly now: number }) {
  const entries = payment.timeline;
  return (
    <ol className="timeline" aria-label="What happened so far, oldest first">
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
              <span className="only-read-aloud"> (still to come)</span>
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
  accepted: { title: 'Accepted', text: 'Stored safely; you got your answer.', tone: 'good', Icon: CheckIcon },
  queued: { title: 'Queued', text: 'Handed to sales.', tone: 'good', Icon: CheckIcon },
  recorded: { title: 'Recorded', text: 'Entered in the sales ledger.', tone: 'good', Icon: CheckIcon },
  rejected: { title: 'Rejected', text: 'Sales said no.', tone: 'bad', Icon: CrossIcon },
  delayed: { title: 'Delayed', text: 'It could not be recorded yet.', tone: 'wait', Icon: ClockIcon },
  parked: { title: 'Being looked at', text: 'A person decides how it goes on.', tone: 'wait', Icon: PersonIcon },
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
        <p className="soft">{entry.reason === undefined ? text : reasonInWords(entry.reason)}</p>
        {latest && entry.nextAttemptAt !== undefined ? (
          <p className="event-next">
            {`Next attempt at ${formatTimeOfDay(entry.nextAttemptAt)} (${formatDistance(entry.nextAttemptAt, now)})`}
          </p>
        ) : null}
      </div>
      <p className="event-time soft small number">
        <time dateTime={entry.at} title={formatMoment(entry.at)}>
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
  return status === 'accepted' ? ['Handed to sales', 'Recorded'] : ['Recorded'];
}
