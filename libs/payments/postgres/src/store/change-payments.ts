import type { OutgoingMessage } from '@decouple/messaging-core';
import { type Database, insertOutboxMessages } from '@decouple/messaging-postgres';
import type { ChangedPayment, Payment, PaymentChange } from '@decouple/payments-domain';
import { lockPayments } from './payments.sql';
import { updatePayments } from './update-payments';

export interface RequestedChange {
  readonly id: string;
  readonly decide: (payment: Payment) => PaymentChange;
}

export interface GroupChange {
  /** What each change led to, in the order of the changes; undefined where there is no such payment. */
  readonly results: readonly (ChangedPayment | undefined)[];
  readonly writtenIds: readonly string[];
}

/** Applies a group of changes, several to one payment one after the other, and publishes, in one transaction. */
export function changePayments(database: Database, group: readonly RequestedChange[]): Promise<GroupChange> {
  return database.transaction(async (transaction) => {
    const locked = await lockPayments(transaction, [...new Set(group.map(({ id }) => id))]);
    const current = new Map(locked.map((payment) => [payment.id, payment]));
    const published: OutgoingMessage[] = [];
    const results = group.map(({ id, decide }) => {
      const before = current.get(id);
      if (before === undefined) return undefined;
      const { payment, messages = [] } = decide(before);
      current.set(id, payment);
      published.push(...messages);
      return { payment, changed: payment !== before };
    });
    const written = locked.flatMap((payment) => {
      const next = current.get(payment.id);
      return next === undefined || next === payment ? [] : [next];
    });
    await updatePayments(transaction, written);
    await insertOutboxMessages(transaction, published);
    return { results, writtenIds: written.map(({ id }) => id) };
  });
}
