import { forEachConcurrently } from '@decouple/pay';
import { openProgress } from '@decouple/local-infra/terminal';
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

/** Pays every row through the API, waits for every outcome and checks the ledger. Returns the exit code. */
export async function runDemo({ apiUrl, sample, today, workerUrl }: DemoSettings): Promise<number> {
  const rows = readPaymentRows(sample);
  const api = new PaymentApi(apiUrl, today);
  const startedAt = performance.now();
  const outcomes = [
    ...(await payAll(
      'responses and outcomes of the first payments',
      rows.filter(({ wave }) => wave === '1'),
      api,
    )),
    ...(await payAll(
      'responses and outcomes of the second payments',
      rows.filter(({ wave }) => wave === '2'),
      api,
    )),
  ];
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);

  const surprises = printOutcomes(outcomes);
  const differences = printTotals(await recordedTotals(workerUrl), expectedTotals(outcomes, today));
  if (surprises === 0 && differences === 0) {
    console.log(`\nEvery row ended as the CSV file expects, and the sales ledger agrees to the cent (${seconds} s).`);
    return 0;
  }
  console.error(`\n${surprises} rows ended differently from the CSV file; ${differences} totals differ.`);
  return 1;
}

/** Each row counts twice: when it has a response, and when it is final. */
async function payAll(title: string, rows: readonly PaymentRow[], api: PaymentApi): Promise<RowOutcome[]> {
  const progress = openProgress(process.stderr);
  const outcomes: RowOutcome[] = [];
  progress.begin(title, rows.length * 2);
  try {
    await forEachConcurrently(rows, CONCURRENT_REQUESTS, async (row) => {
      const answer = await api.submit(row);
      progress.advance();
      outcomes.push('outcome' in answer ? answer : await api.follow(answer));
      progress.advance();
    });
  } finally {
    progress.end();
  }
  return outcomes;
}
