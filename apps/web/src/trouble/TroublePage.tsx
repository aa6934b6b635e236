import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type BurstResult, httpTroubleApi, type TroubleApi, type TroubleState } from '../api/trouble-api';
import { useApi } from '../app/api-context';
import { useTitle } from '../app/use-title';
import { Badge, Card, explain, Failure, Loading } from '../design/Content';
import { Button, Notice } from '../design/Controls';
import { counted, formatCount } from '../format/count';
import { formatDuration } from '../format/time';
import '../operations/operations.css';
import { Pipeline } from '../operations/Pipeline';
import { useOperations } from '../operations/use-operations';
import { usePipelineRates } from '../operations/use-pipeline-rates';
import './trouble.css';

const SNAPSHOT_MILLISECONDS = 1_000;
const STATE_MILLISECONDS = 2_000;
const SHARES = [0, 0.3, 1] as const;
const BURSTS = [100, 1_000] as const;

/** Causes faults on purpose in a local run, to show how the system recovers. */
export default function TroublePage() {
  useTitle('Trouble mode');
  const { site } = useApi();
  const api = useMemo(() => httpTroubleApi(site.troubleMode ?? ''), [site.troubleMode]);
  const state = useQuery({
    queryKey: ['trouble'],
    queryFn: () => api.state(),
    refetchInterval: STATE_MILLISECONDS,
  });
  return (
    <div className="stack stack-wide">
      <div className="page-head page-head-close">
        <h1>Trouble mode</h1>
        <p className="lead">
          Break something, keep paying, and watch the queue grow and drain. No payment is lost or recorded twice.
        </p>
      </div>
      {state.data === undefined ? (
        <Card>
          {state.error === null ? (
            <Loading what="the controls" lines={5} />
          ) : (
            <Failure what="The controls" error={state.error} again={() => void state.refetch()} />
          )}
        </Card>
      ) : (
        <Controls api={api} state={state.data} />
      )}
      {/* Waits until the controls have their size, so that the layout does not move. */}
      {site.operations === undefined || state.isPending ? null : <Picture />}
    </div>
  );
}

function Controls({ api, state }: { readonly api: TroubleApi; readonly state: TroubleState }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (act: () => Promise<TroubleState>) => act(),
    onSuccess: (next) => queries.setQueryData(['trouble'], next),
  });
  const burst = useMutation({ mutationFn: (payments: number) => api.burst(payments) });
  const busy = change.isPending;
  const { failingShare, salesDatabaseCut, workerRunning } = state;
  return (
    <div className="stack">
      <div className="troubles">
        <Trouble
          title="sales-worker"
          text="While the worker is stopped, payments wait in the queue."
          state={workerRunning ? 'running' : 'stopped'}
          troubled={!workerRunning}
        >
          <Button isDisabled={busy} onPress={() => change.mutate(() => api.switchWorker(!workerRunning))}>
            {workerRunning ? 'Stop the worker' : 'Start the worker'}
          </Button>
        </Trouble>
        <Trouble
          title="Sales database"
          text="Without its database the worker opens its circuit breaker and pauses until the database is back."
          state={salesDatabaseCut ? 'disconnected' : 'connected'}
          troubled={salesDatabaseCut}
        >
          <Button isDisabled={busy} onPress={() => change.mutate(() => api.cutSalesDatabase(!salesDatabaseCut))}>
            {salesDatabaseCut ? 'Reconnect the database' : 'Disconnect the database'}
          </Button>
        </Trouble>
        <Trouble
          title="Failing messages"
          text="A share of attempts fails at random. The payments are delayed and retried."
          state={failingShare === 0 ? 'none' : `${formatCount(Math.round(failingShare * 100))} %`}
          troubled={failingShare > 0}
        >
          {SHARES.map((share) => (
            <Button
              key={share}
              isDisabled={busy || share === failingShare}
              onPress={() => change.mutate(() => api.failShare(share))}
              aria-label={share === 0 ? 'None: no message fails' : `${share * 100} % of the messages fail`}
            >
              {share === 0 ? 'None' : `${share * 100} %`}
            </Button>
          ))}
        </Trouble>
        <Trouble
          title="Load burst"
          text={describeBurst(burst.data)}
          state={burst.isPending ? 'running' : 'idle'}
          troubled={burst.isPending}
        >
          {BURSTS.map((payments) => (
            <Button key={payments} isDisabled={burst.isPending} onPress={() => burst.mutate(payments)}>
              {`Send ${formatCount(payments)}`}
            </Button>
          ))}
        </Trouble>
      </div>
      {change.error === null && burst.error === null ? null : (
        <Notice tone="bad" urgent title="The change failed">
          <p>{explain(change.error ?? burst.error)}</p>
        </Notice>
      )}
    </div>
  );
}

function describeBurst(result: BurstResult | undefined): string {
  if (result === undefined) return 'Many customers pay at the same time, each for a different policy.';
  const { accepted, refused, seconds } = result;
  const answered = `${counted(accepted, 'payment')} accepted in ${formatDuration(seconds)}.`;
  return refused === 0 ? answered : `${answered} ${counted(refused, 'payment')} refused with “try again later”.`;
}

interface TroubleProps {
  readonly title: string;
  readonly text: string;
  readonly state: string;
  readonly troubled: boolean;
  readonly children: React.ReactNode;
}

function Trouble({ children, state, text, title, troubled }: TroubleProps) {
  return (
    <section className="card trouble" data-troubled={troubled}>
      <div className="row row-apart">
        <h2>{title}</h2>
        <Badge tone={troubled ? 'wait' : 'good'}>{state}</Badge>
      </div>
      <p className="soft" aria-live="polite">
        {text}
      </p>
      <div className="row">{children}</div>
    </section>
  );
}

function Picture() {
  const api = useOperations();
  const snapshot = useQuery({
    queryKey: ['snapshot'],
    queryFn: () => api.snapshot(),
    refetchInterval: SNAPSHOT_MILLISECONDS,
    retry: false,
  });
  const rates = usePipelineRates(snapshot.data);
  return (
    <Card title="Pipeline">
      {snapshot.data === undefined ? (
        snapshot.error === null ? (
          <div className="pipeline-room">
            <Loading what="the pipeline" lines={10} />
          </div>
        ) : (
          <Failure what="The pipeline" error={snapshot.error} again={() => void snapshot.refetch()} />
        )
      ) : (
        <Pipeline snapshot={snapshot.data} rates={rates} stale={snapshot.error !== null} />
      )}
    </Card>
  );
}
