import type { Database } from '@decouple/messaging-postgres';
import type { Payment } from '@decouple/payments-domain';
import { lockPayments } from './lock-payments';
import { updatePayments } from './update-payments';

export interface PaymentChange {
  readonly id: string;
  readonly change: (payment: Payment) => Payment;
}

export interface ChangedPayments {
  /** What each change led to, in the order of the changes; undefined where there is no such payment. */
  readonly results: readonly (Payment | undefined)[];
  readonly writtenIds: readonly string[];
}

/** Applies a group of changes, several to one payment one after the other, in one transaction. */
export function changePayments(database: Database, group: readonly PaymentChange[]): Promise<ChangedPayments> {
  return database.transaction(async (transaction) => {
    const locked = await lockPayments(transaction, [...new Set(group.map(({ id }) => id))]);
    const current = new Map(locked.map((payment) => [payment.id, payment]));
    const results = group.map(({ id, change }) => {
      const payment = current.get(id);
      if (payment === undefined) return undefined;
      const next = change(payment);
      current.set(id, next);
      return next;
    });
    const written = locked.flatMap((payment) => {
      const next = current.get(payment.id);
      return next === undefined || next === payment ? [] : [next];
    });
    await updatePayments(transaction, written);
    return { results, writtenIds: written.map(({ id }) => id) };
  });
}
