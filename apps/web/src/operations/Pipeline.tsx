import { Link } from 'wouter';
import type { Backlog, ConsumerState, PipelineSnapshot, QueueState } from '../api/pipeline-snapshot';
import { Badge } from '../design/Content';
import type { Tone } from '../design/tone';
import { counted, formatCount } from '../format/count';
import { formatDuration, formatTimeOfDay } from '../format/time';
import type { PipelineRates } from './use-pipeline-rates';

interface PipelineProps {
  readonly snapshot: PipelineSnapshot;
  readonly rates: PipelineRates;
  /** The services do not respond; the snapshot is old. */
  readonly stale: boolean;
}

/** The stages of the pipeline. A list, so that screen readers announce them in the order in which they are drawn. */
export function Pipeline({ rates, snapshot, stale }: PipelineProps) {
  const { accepted, answers, answersOutbox, deadLetters, outbox, recorded, rejected, sales } = snapshot;
  const total = (deadLetters['customer-api'] ?? 0) + (deadLetters['sales-worker'] ?? 0);
  return (
    <div className="stack">
      <div className="row row-apart">
        <p className="soft small">
          {stale ? `Stale, last updated ${formatTimeOfDay(new Date(snapshot.at).toISOString())}` : 'Live'}
        </p>
        <div className="row">
          <Breaker service="sales-worker" state={sales.consumer} />
          <Breaker service="customer-api" state={answers.consumer} />
        </div>
      </div>
      <p className="only-read-aloud">{describePipeline(snapshot)}</p>
      <ol className="pipeline" aria-label="Stages of the pipeline">
        <Stage
          name="Accepted"
          note="by customer-api"
          count={accepted}
          extra={perSecond(rates.accepted)}
          area="accepted"
        />
        <Stage name="Outbox" note="pending dispatch" {...waiting(outbox)} area="outbox" />
        <Stage name="Sales queue" note="ready" {...waiting(sales)} area="queue" />
        <Stage
          name="In flight"
          note="received by sales-worker"
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
          note={total === 0 ? 'None' : 'Need attention'}
          count={total}
          tone={total === 0 ? 'plain' : 'bad'}
          area="letters"
          href="/operations/dead-letters"
        />
        <Stage name="Replies" note="to customer-api" {...answersWaiting(answers, answersOutbox)} area="answers" />
      </ol>
    </div>
  );
}

function Breaker({ service, state }: { readonly service: string; readonly state: ConsumerState }) {
  const { text, tone } = CONSUMER_TEXTS[state];
  return <Badge tone={tone}>{`${service}: ${text}`}</Badge>;
}

const CONSUMER_TEXTS: Readonly<Record<ConsumerState, { readonly text: string; readonly tone: Tone }>> = {
  pulling: { text: 'Consuming', tone: 'good' },
  paused: { text: 'Circuit open', tone: 'bad' },
  starting: { text: 'Starting', tone: 'wait' },
  unreachable: { text: 'Unreachable', tone: 'bad' },
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
        {count === undefined ? <span className="only-read-aloud">unknown</span> : null}
      </p>
      <p className="stage-note">{note}</p>
      <p className="stage-extra">{extra ?? '\u00a0'}</p>
    </li>
  );
}

/** Older backlogs delay customers noticeably. */
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

function describePipeline({ deadLetters, outbox, sales }: PipelineSnapshot): string {
  const total = (deadLetters['customer-api'] ?? 0) + (deadLetters['sales-worker'] ?? 0);
  const parts = [
    outbox.count === undefined ? 'Outbox depth unknown' : `${counted(outbox.count, 'message')} in the outbox`,
    sales.count === undefined ? 'sales queue depth unknown' : `${counted(sales.count, 'payment')} in the sales queue`,
    counted(total, 'dead letter'),
    `sales-worker: ${CONSUMER_TEXTS[sales.consumer].text}`,
  ];
  return `Summary: ${parts.join(', ')}.`;
}
