import { forEachConcurrently } from '@decouple/pay';
import { Presets, SingleBar } from 'cli-progress';
import { PaymentApi, type RowOutcome } from './payment-api';
import { type PaymentRow, readPaymentRows } from './payment-row';
import { printOutcomes, printTotals } from './report';
import { expectedTotals, recordedTotals } from './sales-totals';

export interface DemoSettings {
  readonly apiUrl: string;
  readonly workerUrl: string;
  /** CSV file. */
  readonly sample: string;
  readonly today: Date;
}

const CONCURRENT_REQUESTS = 20;

/** Pays every row through the API, follows each to its end and checks the ledger. Returns the exit code. */
export async function runDemo({ apiUrl, sample, today, workerUrl }: DemoSettings): Promise<number> {
  const rows = readPaymentRows(sample);
  const api = new PaymentApi(apiUrl, today);
  const startedAt = performance.now();
  const outcomes = [
    ...(await payAll(
      'first payments ',
      rows.filter(({ wave }) => wave === '1'),
      api,
    )),
    ...(await payAll(
      'second payments',
      rows.filter(({ wave }) => wave === '2'),
      api,
    )),
  ];
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);

  const surprises = printOutcomes(outcomes);
  const differences = printTotals(await recordedTotals(workerUrl), expectedTotals(outcomes, today));
  if (surprises === 0 && differences === 0) {
    console.log(`\nEvery row ended as the CSV says, and the sales ledger agrees to the cent (${seconds} s).`);
    return 0;
  }
  console.error(`\n${surprises} rows ended otherwise than the CSV says; ${differences} totals differ.`);
  return 1;
}

/** Each row counts twice on the bar: when it is answered, and when it is final. */
async function payAll(title: string, rows: readonly PaymentRow[], api: PaymentApi): Promise<RowOutcome[]> {
  const bar = new SingleBar(
    { format: `${title} {bar} {percentage}% | {value}/{total} answers`, noTTYOutput: true, notTTYSchedule: 2_000 },
    Presets.shades_classic,
  );
  const outcomes: RowOutcome[] = [];
  bar.start(rows.length * 2, 0);
  try {
    await forEachConcurrently(rows, CONCURRENT_REQUESTS, async (row) => {
      const answer = await api.submit(row);
      bar.increment();
      outcomes.push('outcome' in answer ? answer : await api.follow(answer));
      bar.increment();
    });
  } finally {
    bar.stop();
  }
  return outcomes;
}
