import type { PaymentMethodType } from '@decouple/contracts';
import { type Money, sameMoney } from './money';

/** What the customer asked for. It never changes. */
export interface PaymentOrder {
  readonly policyNumber: string;
  readonly customerId: string;
  /** The month that is paid for, as YYYY-MM. */
  readonly billingPeriod: string;
  readonly amount: Money;
  readonly method: {
    readonly type: PaymentMethodType;
    /** The payment provider's token. It leaves neither this service nor its database. */
    readonly token: string;
  };
}

export interface ReasonGiven {
  /** Stable, for programs. */
  readonly code: string;
  /** A sentence for people. */
  readonly detail: string;
}

/**
 * Where the payment stands, as its customer sees it.
 *
 * accepted -> queued -> recorded | rejected (both final)
 *                    -> delayed -> recorded | rejected | parked
 *                    -> parked, until a person redrives it -> queued
 */
export type PaymentState =
  | { readonly status: 'accepted' }
  | { readonly status: 'queued' }
  | { readonly status: 'delayed'; readonly attempt: number; readonly nextAttemptAt: Date; readonly reason: ReasonGiven }
  | { readonly status: 'recorded' }
  | { readonly status: 'rejected'; readonly reason: ReasonGiven }
  | { readonly status: 'parked'; readonly attempts: number; readonly reason: ReasonGiven };

export type PaymentStatus = PaymentState['status'];

export const PAYMENT_STATUSES = [
  'accepted',
  'queued',
  'delayed',
  'recorded',
  'rejected',
  'parked',
] as const satisfies readonly PaymentStatus[];

export interface TimelineEntry {
  readonly status: PaymentStatus;
  readonly at: Date;
  readonly reason?: ReasonGiven;
  readonly attempt?: number;
  readonly nextAttemptAt?: Date;
}

export interface Payment {
  /** Also the request id: what the client polls. UUID version 7. */
  readonly id: string;
  /** Whose payment it is: ids and keys of one client mean nothing to another. */
  readonly clientId: string;
  readonly idempotencyKey: string;
  readonly order: PaymentOrder;
  readonly state: PaymentState;
  readonly acceptedAt: Date;
  /** Timestamp of the last applied outcome, by the sender's clock. */
  readonly outcomeAt: Date | undefined;
  /** The highest sequence of an outcome that was applied; orders late and repeated answers. */
  readonly outcomeSequence: number | undefined;
  /**
   * In the order in which this service learned of them, the oldest kept ones first. The times are those of two services,
   * held between the entry before and the clock of this service when it learned of the fact: they never decrease.
   */
  readonly timeline: readonly TimelineEntry[];
  /** The W3C trace that it was accepted in: 32 hexadecimal digits. */
  readonly traceId: string | undefined;
  /** Grows with every visible change; what an ETag is made of. */
  readonly version: number;
}

export function isFinal({ state }: Pick<Payment, 'state'>): boolean {
  return state.status === 'recorded' || state.status === 'rejected';
}

export function sameOrder(a: PaymentOrder, b: PaymentOrder): boolean {
  return (
    a.policyNumber === b.policyNumber &&
    a.customerId === b.customerId &&
    a.billingPeriod === b.billingPeriod &&
    sameMoney(a.amount, b.amount) &&
    a.method.type === b.method.type &&
    a.method.token === b.method.token
  );
}
