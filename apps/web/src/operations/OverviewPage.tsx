import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTitle } from '../app/use-title';
import { Card, Failure, Loading } from '../design/Content';
import { Pipeline } from './Pipeline';
import { useOperations } from './use-operations';
import { usePipelineRates } from './use-pipeline-rates';

const HistoryCharts = lazy(() => import('./HistoryCharts'));

const SNAPSHOT_MILLISECONDS = 1_000;

export function OverviewPage() {
  useTitle('Pipeline');
  const api = useOperations();
  const snapshot = useQuery({
    queryKey: ['snapshot'],
    queryFn: () => api.snapshot(),
    refetchInterval: SNAPSHOT_MILLISECONDS,
    retry: false,
  });
  const rates = usePipelineRates(snapshot.data);
  return (
    <div className="stack stack-wide">
      <div className="page-head page-head-close">
        <h1>Pipeline</h1>
        <p className="lead">Where payments are now, and what delays them.</p>
      </div>
      <Card>
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
      {/* Waits until the card above has its size, so that the layout does not move. */}
      {snapshot.isPending ? null : (
        <section className="stack" aria-labelledby="last-hour">
          <h2 id="last-hour">Last hour</h2>
          <Suspense fallback={<ChartsRoom />}>
            <HistoryCharts />
          </Suspense>
        </section>
      )}
    </div>
  );
}

function ChartsRoom() {
  return (
    <div className="charts">
      {['a', 'b', 'c'].map((name) => (
        <Card key={name}>
          <div className="chart-room">
            <Loading what="the charts" lines={4} />
          </div>
        </Card>
      ))}
    </div>
  );
}
