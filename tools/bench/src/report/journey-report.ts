import Table from 'cli-table3';
import type { JourneyAtLoad, JourneyAtShare } from '../benches/journey-result';
import { microsecondsPerPayment } from '../measure/usage-meter';
import { barChart } from './bar-chart';
import { fixed, whole } from './numbers';

const PLAIN = { style: { head: [], border: [] } };

export function journeyReport(
  atLoad: JourneyAtLoad,
  shares: readonly JourneyAtShare[],
): { table: string; chart: string } {
  const { payments, paymentsPerSecond, sqsRequests, transactions, usage } = atLoad;
  const load = new Table({ ...PLAIN, head: ['journey at load', ''] });
  const requests = Object.values(sqsRequests).reduce((sum, count) => sum + count, 0);
  load.push(
    ['payments/s, accepted to final', whole(paymentsPerSecond)],
    ['SQS requests/payment', fixed(requests / payments, 3)],
    ...Object.entries(sqsRequests).map(([operation, count]) => [`  ${operation}`, fixed(count / payments, 3)]),
    ['transactions/payment, both services', fixed((transactions.customer + transactions.sales) / payments, 3)],
    ...usage.map((one) => [`CPU µs/payment: ${one.name}`, whole(microsecondsPerPayment(one, payments) ?? 0)]),
    ...usage.slice(0, 2).map((one) => [`peak MB: ${one.name}`, whole(one.peakMegabytes ?? 0)]),
  );
  const parts = new Table({
    ...PLAIN,
    head: ['share', 'payments/s', 'accept p50/p99 ms', 'critical time p50/p99 ms', 'followed'],
  });
  for (const { phase, share } of shares) {
    const { accepted, critical, latency, seconds } = phase;
    parts.push([
      `${share * 100} %`,
      whole(accepted / seconds),
      `${fixed(latency.p50, 1)} / ${fixed(latency.p99, 1)}`,
      `${whole(critical.p50)} / ${whole(critical.p99)}`,
      whole(critical.followed),
    ]);
  }
  const bars = shares.flatMap(({ phase, share }) => [
    { label: `${share * 100} %, p99`, value: phase.critical.p99 },
    { label: `${share * 100} %, p50`, value: phase.critical.p50 },
  ]);
  return { table: `${load.toString()}\n${parts.toString()}`, chart: barChart('journey: critical time in ms', bars) };
}
