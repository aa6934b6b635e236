import { setMaxListeners } from 'node:events';
import { type AcceptedPayment, type PaymentsClient, ProblemError } from '@decouple/client';
import type { Progress } from '@decouple/local-infra/terminal';
import type { PaymentRow } from '../input/payment-rows';
import { type Result, resultOf } from '../results/result';
import type { ResultsFile } from '../results/results-file';
import { BatchStoppedError } from './batch.errors';
import { forEachConcurrently } from './for-each-concurrently';
import type { OutageNotice } from './outage-notice';

/** Limit of malformed rows that are printed; all of them are in the results. */
const MAX_NAMED = 20;

/** Statuses that concern one payment; any other refusal would apply to every row. */
const ABOUT_THE_ROW = [400, 413, 422];

export interface Paying {
  readonly client: Pick<PaymentsClient, 'pay'>;
  readonly results: ResultsFile;
  readonly progress: Progress;
  readonly outage: OutageNotice;
  /** Called for every response. */
  readonly onAnswer: () => void;
  readonly keyOf: (line: number) => string;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/**
 * Pays every row that has no result yet and stores the response. Does not wait for outcomes: how many payments
 * can be accepted does not depend on how quickly sales records them.
 *
 * @throws BatchStoppedError when the service cannot be reached, or refuses whatever is sent
 */
export async function payRows(rows: AsyncIterable<PaymentRow>, paying: Paying): Promise<void> {
  const { concurrency, progress, results } = paying;
  const failing = new AbortController();
  const signal = AbortSignal.any([paying.signal, failing.signal]);
  // One listener per request in flight is not a leak.
  setMaxListeners(0, signal);
  let named = 0;
  const nameMalformed = ({ detail, status }: Result): void => {
    if (status !== 'malformed' || named > MAX_NAMED) return;
    named += 1;
    progress.note(named > MAX_NAMED ? 'More rows are malformed: see the results.' : detail);
  };
  await forEachConcurrently(rows, concurrency, async (row) => {
    signal.throwIfAborted();
    if (results.states.get(row.line) !== undefined) return;
    let result: Result;
    try {
      result = await payRow(row, { ...paying, signal });
      await results.append(result);
    } catch (error) {
      // Ends the other requests in flight.
      failing.abort(error);
      throw error;
    }
    progress.advance();
    nameMalformed(result);
  });
}

async function payRow(row: PaymentRow, { client, keyOf, onAnswer, outage, signal }: Paying): Promise<Result> {
  const { line } = row;
  const idempotencyKey = keyOf(line);
  const failed = { line, requestId: '', idempotencyKey };
  if ('flaw' in row)
    return { ...failed, status: 'malformed', problem: 'malformed-row', detail: `Line ${line} ${row.flaw}.` };
  let payment: AcceptedPayment;
  try {
    payment = await client.pay(row.request, { idempotencyKey, signal, onWaiting: outage.onWaiting });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ProblemError)) throw error;
    if (!ABOUT_THE_ROW.includes(error.status))
      throw new BatchStoppedError(`The service refuses payments (${error.status}): ${error.detail}`, { cause: error });
    onAnswer();
    return { ...failed, status: 'refused', problem: error.code, detail: detailOf(error) };
  }
  onAnswer();
  return resultOf(line, payment, idempotencyKey);
}

function detailOf({ detail, errors }: ProblemError): string {
  return errors.length === 0 ? detail : errors.map((place) => `${place.pointer} ${place.detail}`).join('; ');
}
