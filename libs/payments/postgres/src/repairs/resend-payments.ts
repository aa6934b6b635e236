import type { OutgoingMessage } from '@decouple/messaging-core';
import { insertOutboxMessages, type Transaction } from '@decouple/messaging-postgres';
import {
  type Payment,
  type RepairResult,
  type ResendRequest,
  type SkippedPayment,
  whyNotResent,
  withoutRepetitions,
} from '@decouple/payments-domain';
import { recordRepublications } from '../overdue/overdue.sql';
import { isPaymentId } from '../store/payment-row';
import { lockRepairs } from './lock-repairs';
import { lockResendFacts } from './lock-resend-facts';
import { insertRepair } from './repairs.sql';

/** Resends payments within the caller's transaction. Repairs take turns, so that each starts after the one before. */
export async function resendPayments(
  transaction: Transaction,
  request: ResendRequest,
  message: (payment: Payment) => OutgoingMessage,
): Promise<RepairResult> {
  const { dryRun, now, secondsApart } = request;
  const busySeconds = await lockRepairs(transaction);
  const { meant, skipped } = await decided(transaction, request);
  const firstDelay = busySeconds === undefined ? 0 : Math.max(0, busySeconds + secondsApart);
  const delayed = meant.map((payment, place) => ({
    ...message(payment),
    delaySeconds: firstDelay + place * secondsApart,
  }));
  const result = {
    repaired: meant.map(({ id }) => id),
    skipped,
    spreadSeconds: delayed.at(-1)?.delaySeconds ?? 0,
  };
  if (dryRun) return result;
  await insertOutboxMessages(transaction, delayed);
  await recordRepublications(transaction, result.repaired, now);
  await insertRepair(transaction, 'resend', request, result);
  return result;
}

async function decided(
  transaction: Transaction,
  { now, payments }: ResendRequest,
): Promise<{ readonly meant: readonly Payment[]; readonly skipped: readonly SkippedPayment[] }> {
  const named = withoutRepetitions(payments);
  const known = await lockResendFacts(transaction, named.map(({ id }) => id).filter(isPaymentId));
  const meant: Payment[] = [];
  const skipped: SkippedPayment[] = [];
  for (const compared of named) {
    const facts = known.get(compared.id) ?? { payment: undefined, lastResentAt: undefined, waiting: false };
    const why = whyNotResent(compared, facts, now);
    if (why !== undefined) skipped.push({ id: compared.id, why });
    else if (facts.payment !== undefined) meant.push(facts.payment);
  }
  return { meant, skipped };
}
