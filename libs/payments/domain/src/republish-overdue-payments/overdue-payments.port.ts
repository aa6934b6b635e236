import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Payment } from '../payment/payment';
import type { OverdueRule } from './overdue-rule';

export interface OverdueSelection {
  readonly rule: OverdueRule;
  readonly limit: number;
}

/** Payments that have waited too long for an answer. */
export interface OverduePayments {
  /**
   * Puts the messages of up to `limit` overdue payments into the outbox again, oldest first, and notes that it did: in
   * one transaction.
   *
   * The store's own clock decides what is overdue: the clocks of the processes may differ, and one of them may be wrong.
   *
   * Promised: of several concurrent callers only one gets a payment. A message that is still in the outbox is not
   * there twice.
   *
   * @param message makes the payment's message, with the identity that it had the first time
   * @returns the payments that were published again
   */
  republish(selection: OverdueSelection, message: (payment: Payment) => OutgoingMessage): Promise<readonly Payment[]>;
}
