import { PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import type { MessageKey } from '@decouple/messaging-core';
import type { SettledMessages, Transaction } from '@decouple/messaging-postgres';
import { CUSTOMER_SOURCE, type Payment, paymentIdOf, type Settlement, SETTLEMENTS } from '@decouple/payments-domain';
import { markPaymentsQueued } from './mark-payments-queued';
import { lockPayments } from './payments.sql';
import { updatePayments } from './update-payments';

interface Move {
  readonly id: string;
  readonly to: (payment: Payment) => Payment;
}

/**
 * Applies `SETTLEMENTS` to the payments whose messages were sent or refused. To be run in the transaction that removes the
 * messages from the outbox.
 */
export async function settlePayments(transaction: Transaction, messages: SettledMessages, at: Date): Promise<void> {
  const sent = messages.sent.filter(isOwn);
  const refused = messages.refused.filter(isOwn);
  const moves = [
    ...sent.flatMap((message) => moveOf(message, (settlement, payment) => settlement.sent(payment, at))),
    ...refused.flatMap((deadLetter) =>
      moveOf(deadLetter, (settlement, payment) => settlement.refused(payment, deadLetter.attempts, at)),
    ),
  ];
  // Nearly every batch: one statement does what `markQueued` says, and returns the few payments that it cannot do.
  if (refused.length === 0 && sent.every(({ type }) => type === PAYMENT_ACCEPTED_V1)) {
    const left = new Set(
      await markPaymentsQueued(
        transaction,
        moves.map(({ id }) => id),
        at,
      ),
    );
    return apply(
      transaction,
      moves.filter(({ id }) => left.has(id)),
    );
  }
  return apply(transaction, moves);
}

/** Locks all payments at once, in the order in which every transaction locks payments. */
async function apply(transaction: Transaction, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const locked = await lockPayments(transaction, [...new Set(moves.map(({ id }) => id))]);
  const moved = locked.map((payment) =>
    moves.filter(({ id }) => id === payment.id).reduce((current, { to }) => to(current), payment),
  );
  await updatePayments(
    transaction,
    moved.filter((payment, place) => payment !== locked[place]),
  );
}

function moveOf(
  message: MessageKey & { readonly type: string | undefined },
  move: (settlement: Settlement, payment: Payment) => Payment,
): readonly Move[] {
  const settlement = SETTLEMENTS[message.type ?? ''];
  if (settlement === undefined) return [];
  return [{ id: paymentIdOf(message), to: (payment) => move(settlement, payment) }];
}

function isOwn({ source }: MessageKey): boolean {
  return source === CUSTOMER_SOURCE;
}
