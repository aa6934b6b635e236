import { useQuery } from '@tanstack/react-query';
import type { History } from '../api/pipeline-history';
import { Card, Empty, Failure, Loading } from '../design/Content';
import { type ChartLine, TimeChart } from './TimeChart';
import { useOperations } from './use-operations';

const HISTORY_MILLISECONDS = 5_000;

interface ChartPlan {
  readonly title: string;
  readonly unit: string;
  readonly lines: (history: History) => readonly ChartLine[];
}

const CHARTS: readonly ChartPlan[] = [
  {
    title: 'Payments per second',
    unit: 'payments per second',
    lines: ({ acceptedPerSecond, recordedPerSecond }) => [
      { ...acceptedPerSecond, colour: '--accent' },
      { ...recordedPerSecond, colour: '--good' },
    ],
  },
  {
    title: 'Critical time (s)',
    unit: 'seconds',
    lines: ({ criticalTimeP50, criticalTimeP99 }) => [
      { ...criticalTimeP50, colour: '--accent' },
      { ...criticalTimeP99, colour: '--wait' },
    ],
  },
  {
    title: 'Queue depth',
    unit: 'messages',
    lines: ({ outboxDepth, queueDepth }) => [
      { ...queueDepth, colour: '--accent' },
      { ...outboxDepth, colour: '--wait' },
    ],
  },
];

/** The last hour. A separate module, so that the chart library is loaded only here. */
export default function HistoryCharts() {
  const api = useOperations();
  const history = useQuery({
    queryKey: ['history'],
    queryFn: () => api.history(),
    refetchInterval: HISTORY_MILLISECONDS,
  });
  return (
    <div className="charts">
      {CHARTS.map(({ lines, title, unit }) => (
        <Card key={title} title={title}>
          <div className="chart-room">
            {history.data === undefined ? (
              history.error === null ? (
                <Loading what={title} lines={4} />
              ) : (
                <Failure what="The chart" error={history.error} again={() => void history.refetch()} />
              )
            ) : history.data.moments.length < 2 ? (
              <Empty title="No data yet">
                <p>The service has just started. Data appears after a few seconds.</p>
              </Empty>
            ) : (
              <TimeChart title={title} unit={unit} moments={history.data.moments} lines={lines(history.data)} />
            )}
          </div>
        </Card>
      ))}
    </div>
  );
}
