import { Link } from 'wouter';
import type { Backlog, ConsumerState, PipelineSnapshot, QueueState } from '../api/pipeline-snapshot';
import { Badge } from '../design/Content';
import { counted, formatCount } from '../format/count';
import { formatDuration } from '../format/time';
import type { Tone } from '../payment/describe-status';
import type { PipelineRates } from './use-pipeline-rates';

interface PipelineProps {
  readonly snapshot: PipelineSnapshot;
  readonly rates: PipelineRates;
  /** The last answer is old: the services do not answer at this moment. */
  readonly stale: boolean;
}

/**
 * The way of payments as a picture: a list of stages that is also drawn as one, so that it reads aloud in the same
 * order as it is seen.
 */
export function Pipeline({ rates, snapshot, stale }: PipelineProps) {
  const { accepted, answers, answersOutbox, deadLetters, outbox, recorded, rejected, sales } = snapshot;
  const letters = (deadLetters['customer-api'] ?? 0) + (deadLetters['sales-worker'] ?? 0);
  return (
    <div className="stack">
      <div className="row row-apart">
        <p className="soft small">
          {stale ? 'Old: the services do not answer at this moment.' : 'Renewed every second'}
        </p>
        <div className="row">
          <Breaker service="sales-worker" state={sales.consumer} />
          <Breaker service="customer-api" state={answers.consumer} />
        </div>
      </div>
      <p className="only-read-aloud">{pipelineInWords(snapshot)}</p>
      <ol className="pipeline" aria-label="Stages of the pipeline">
        <Stage
          name="Accepted"
          note="by customer-api"
          count={accepted}
          extra={perSecond(rates.accepted)}
          area="accepted"
        />
        <Stage name="Outbox" note="stored, to be sent" {...waiting(outbox)} area="outbox" />
        <Stage name="Sales queue" note="waits for sales" {...waiting(sales)} area="queue" />
        <Stage
          name="In flight"
          note="in sales-worker’s hands"
          count={sales.inFlight}
          area="flight"
          busy={sales.inFlight}
        />
        <Stage
          name="Recorded"
          note="in the ledger"
          count={recorded}
          extra={perSecond(rates.recorded)}
          tone="good"
          area="recorded"
        />
        <Stage name="Rejected" note="by the sales rules" count={rejected} area="rejected" />
        <Stage
          name="Dead letters"
          note={letters === 0 ? 'none: all is well' : 'wait for a person'}
          count={letters}
          tone={letters === 0 ? 'plain' : 'bad'}
          area="letters"
          href="/operations/dead-letters"
        />
        <Stage
          name="Answers back"
          note="on the way to customer-api"
          {...answersWaiting(answers, answersOutbox)}
          area="answers"
        />
      </ol>
    </div>
  );
}

function Breaker({ service, state }: { readonly service: string; readonly state: ConsumerState }) {
  const { text, tone } = CONSUMER_WORDS[state];
  return <Badge tone={tone}>{`${service}: ${text}`}</Badge>;
}

const CONSUMER_WORDS: Readonly<Record<ConsumerState, { readonly text: string; readonly tone: Tone }>> = {
  pulling: { text: 'pulling', tone: 'good' },
  paused: { text: 'breaker open', tone: 'bad' },
  starting: { text: 'starting', tone: 'wait' },
  unreachable: { text: 'does not answer', tone: 'bad' },
};

interface StageProps {
  readonly name: string;
  readonly note: string;
  readonly count: number | undefined;
  readonly area: string;
  readonly extra?: string | undefined;
  readonly tone?: Tone;
  readonly busy?: number | undefined;
  readonly href?: string;
}

function Stage({ area, busy, count, extra, href, name, note, tone = 'plain' }: StageProps) {
  const shown = count === undefined ? '–' : formatCount(count);
  const classes = ['stage', `stage-${area}`, tone === 'plain' ? '' : `stage-${tone}`, busy ? 'stage-busy' : ''];
  return (
    <li className={classes.filter(Boolean).join(' ')} data-stage={area}>
      <p className="stage-name">{href === undefined ? name : <Link href={href}>{name}</Link>}</p>
      <p className="stage-count" data-count={count}>
        {shown}
        {count === undefined ? <span className="only-read-aloud">not known</span> : null}
      </p>
      <p className="stage-note">{note}</p>
      <p className="stage-extra">{extra ?? '\u00a0'}</p>
    </li>
  );
}

/** A backlog that is older than this holds customers up. */
const LONG_WAIT_SECONDS = 30;

function waiting({ count, oldestAgeSeconds }: Backlog): Pick<StageProps, 'count' | 'extra' | 'tone' | 'busy'> {
  if (count === undefined || count === 0 || oldestAgeSeconds === undefined) return { count, extra: undefined };
  return {
    count,
    busy: count,
    extra: `oldest ${formatDuration(oldestAgeSeconds)}`,
    tone: oldestAgeSeconds > LONG_WAIT_SECONDS ? 'wait' : 'accent',
  };
}

function answersWaiting(queue: QueueState, outbox: Backlog): Pick<StageProps, 'count' | 'extra' | 'tone' | 'busy'> {
  const parts = [outbox.count, queue.count, queue.inFlight].filter((count) => count !== undefined);
  const ages = [outbox.oldestAgeSeconds, queue.oldestAgeSeconds].filter((age) => age !== undefined);
  return waiting({
    count: parts.length === 0 ? undefined : parts.reduce((sum, count) => sum + count, 0),
    oldestAgeSeconds: ages.length === 0 ? undefined : Math.max(...ages),
  });
}

function perSecond(rate: number | undefined): string | undefined {
  if (rate === undefined) return undefined;
  const digits = rate < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: digits }).format(rate)} / s`;
}

function pipelineInWords({ deadLetters, outbox, sales }: PipelineSnapshot): string {
  const letters = (deadLetters['customer-api'] ?? 0) + (deadLetters['sales-worker'] ?? 0);
  const parts = [
    outbox.count === undefined ? 'The outbox is not known' : `${counted(outbox.count, 'message')} in the outbox`,
    sales.count === undefined
      ? 'the sales queue is not known'
      : `${counted(sales.count, 'payment')} in the sales queue`,
    counted(letters, 'dead letter'),
    `sales-worker: ${CONSUMER_WORDS[sales.consumer].text}`,
  ];
  return `In words: ${parts.join(', ')}.`;
}
