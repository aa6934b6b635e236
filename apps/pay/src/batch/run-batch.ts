import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createReadStream } from 'node:fs';
import type { PaymentsClient } from '@decouple/client';
import type { Progress } from '@decouple/local-infra/terminal';
import { type Fingerprint, fingerprintOf, keysOf } from '../input/fingerprint';
import { linesOf } from '../input/lines';
import { checkBeginning, InputError, paymentRows } from '../input/payment-rows';
import { useExclusively } from '../results/exclusive-use';
import { ResultsFile } from '../results/results-file';
import { awaitOutcomes } from './await-outcomes';
import { OutageNotice } from './outage-notice';
import { payRows } from './pay-rows';
import { Silence } from './silence';
import { type Summary, summarize } from './summary';

export interface Batch {
  readonly input: string;
  readonly results: string;
  readonly client: Pick<PaymentsClient, 'pay' | 'waitForOutcome'>;
  readonly progress: Progress;
  readonly concurrency: number;
  /** How long to wait without any news for outcomes; undefined: not at all. */
  readonly patienceMs: number | undefined;
  /** How long to go on paying without any answer. */
  readonly giveUpMs: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Pays a file of payments, or continues an earlier run.
 *
 * @param told gets the summary so far, also when the batch does not come to its end
 * @throws InputError, InUseError, ResultsUnwritableError, BatchStoppedError, or the signal's reason
 */
export async function runBatch(batch: Batch, told: (summary: Summary) => void): Promise<void> {
  const beganAt = batch.now();
  const inUse = await useExclusively(batch.results);
  try {
    await checkBeginning(linesOf(createReadStream(batch.input)));
    const fingerprint = await fingerprintOf(batch.input);
    setMaxListeners(0, batch.signal);
    const results = await ResultsFile.open(batch.results, batch.input, fingerprint);
    try {
      if (results.damaged > 0)
        batch.progress.note(
          `${results.damaged} lines of ${results.path} are damaged; their rows are paid again with the same keys.`,
        );
      const outage = new OutageNotice(batch.progress, batch.now);
      await payAll({ ...batch, results, fingerprint, outage });
      if (batch.patienceMs !== undefined)
        await awaitOutcomes({ ...batch, results, outage, patienceMs: batch.patienceMs });
    } finally {
      await results.tidy();
      await results.close();
      told(summarize(batch.input, results, batch.now() - beganAt));
    }
  } finally {
    await inUse.release();
  }
}

type PayingFile = Omit<Batch, 'results'> &
  Pick<Parameters<typeof payRows>[1], 'results' | 'outage'> & { readonly fingerprint: Fingerprint };

async function payAll(batch: PayingFile): Promise<void> {
  const { fingerprint, input, progress, results } = batch;
  const hash = createHash('sha256');
  const chunks = async function* (): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of createReadStream(input) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  };
  progress.begin('payments', Math.max(0, fingerprint.lines - 1 - results.states.size));
  const silence = new Silence(batch.giveUpMs, () => batch.outage.reason);
  const signal = AbortSignal.any([batch.signal, silence.signal]);
  const onAnswer = (): void => {
    silence.broken();
    batch.outage.over();
  };
  try {
    await payRows(paymentRows(linesOf(chunks())), { ...batch, signal, onAnswer, keyOf: keysOf(fingerprint).of });
  } finally {
    silence.end();
    progress.end();
  }
  if (hash.digest('hex') !== fingerprint.sha256)
    throw new InputError(`${input} was changed while it was paid. Compare it with ${results.path} before you go on.`);
}
