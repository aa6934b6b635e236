import { PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import type { MessageKey } from '@decouple/messaging-core';
import type { Transaction, SettledMessages } from '@decouple/messaging-postgres';
import { CUSTOMER_SOURCE, markQueued, parkRefused, type Payment } from '@decouple/payments-domain';
import { lockPayments } from './lock-payments';
import { markPaymentsQueued } from './mark-payments-queued';
import { updatePayments } from './update-payments';

/**
 * Notes what became of the messages of payments: they are on the queue, or the broker will never take them. To be run in
 * the transaction that removes them from the outbox.
 */
export async function settlePayments(
  transaction: Transaction,
  { refused, sent }: SettledMessages,
  at: Date,
): Promise<void> {
  const queuedIds = idsOf(sent);
  const attempts = new Map(refused.filter(tellsOfPayment).map((letter) => [letter.id, letter.attempts]));
  if (attempts.size === 0) {
    const redriven = await markPaymentsQueued(transaction, queuedIds, at);
    await change(transaction, redriven, (payment) => markQueued(payment, at));
    return;
  }
  // All together, so that they are locked in the order in which everybody locks payments.
  await change(transaction, [...queuedIds, ...attempts.keys()], (payment) => {
    const tries = attempts.get(payment.id);
    return tries === undefined ? markQueued(payment, at) : parkRefused(payment, tries, at);
  });
}

async function change(
  transaction: Transaction,
  ids: readonly string[],
  transition: (payment: Payment) => Payment,
): Promise<void> {
  if (ids.length === 0) return;
  const locked = await lockPayments(transaction, ids);
  const changed = locked.map(transition).filter((payment, place) => payment !== locked[place]);
  await updatePayments(transaction, changed);
}

function idsOf(messages: SettledMessages['sent']): readonly string[] {
  return messages.filter(tellsOfPayment).map(({ id }) => id);
}

function tellsOfPayment({ source, type }: MessageKey & { readonly type: string | undefined }): boolean {
  return source === CUSTOMER_SOURCE && type === PAYMENT_ACCEPTED_V1;
}
