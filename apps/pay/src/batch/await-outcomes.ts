import { isPassing, OutcomePendingError, type Payment, type PaymentsClient, ProblemError } from '@decouple/client';
import type { Progress } from '@decouple/local-infra/terminal';
import { isOpen, RESULT_STATUSES, type Result, resultOf } from '../results/result';
import type { ResultsFile } from '../results/results-file';
import { BatchStoppedError } from './batch.errors';
import { forEachConcurrently } from './for-each-concurrently';
import type { OutageNotice } from './outage-notice';

/** One payment that takes long must not keep the others from being asked for. */
const LONGEST_LOOK_MS = 20_000;

export interface Awaiting {
  readonly client: Pick<PaymentsClient, 'waitForOutcome'>;
  readonly results: ResultsFile;
  readonly progress: Progress;
  readonly concurrency: number;
  /** Gives up when no payment became final for so long. */
  readonly patienceMs: number;
  readonly outage: OutageNotice;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Polls every open payment, in rounds, until all are final or nothing has changed for too long.
 *
 * @throws BatchStoppedError when the service does not know a payment
 */
export async function awaitOutcomes(awaiting: Awaiting): Promise<void> {
  const { concurrency, now, patienceMs, progress, results, signal } = awaiting;
  const open = countOpen(results);
  if (open === 0) return;
  progress.begin('outcomes', open);
  let finalAt = now();
  try {
    while (countOpen(results) > 0 && now() - finalAt < patienceMs) {
      await forEachConcurrently(results.openPayments(), concurrency, async (result) => {
        signal.throwIfAborted();
        if (now() - finalAt >= patienceMs) return;
        const payment = await look(result, awaiting, Math.min(LONGEST_LOOK_MS, patienceMs - (now() - finalAt)));
        if (payment === undefined) return;
        awaiting.outage.over();
        if (payment.status === result.status) return;
        await results.append(resultOf(result.line, payment, result.idempotencyKey));
        if (!payment.final) return;
        finalAt = now();
        progress.advance();
      });
    }
  } finally {
    progress.end();
  }
}

export function countOpen({ states }: ResultsFile): number {
  return RESULT_STATUSES.filter(isOpen).reduce((sum, status) => sum + states.count(status), 0);
}

/** @returns the payment as it was seen last; undefined when it was not seen */
async function look(
  { line, requestId }: Result,
  { client, outage, signal }: Awaiting,
  timeoutMs: number,
): Promise<Payment | undefined> {
  try {
    return await client.waitForOutcome(requestId, { signal, timeoutMs, onWaiting: outage.onWaiting });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OutcomePendingError) return error.payment;
    if (isPassing(error) || !(error instanceof ProblemError)) throw error;
    throw new BatchStoppedError(
      `The payment ${requestId} of line ${line} cannot be asked for (${error.status}): ${error.detail} Is --url the service that the batch was begun with?`,
      { cause: error },
    );
  }
}
