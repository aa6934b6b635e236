import {
  checkInvariants,
  type ClientRecord,
  type Finding,
  type LedgerRow,
  type PaymentRow,
  type RequestedPayment,
} from '@decouple/invariants';
import { type Payment, type PaymentOrder, sameOrder } from '@decouple/payments-domain';
import type { LedgerEntry, Sale } from '@decouple/sales-domain';
import type { PaymentPromise } from '../clients/promises';
import type { PlannedPayment } from '../scenario/planned-payment';
import type { Facts } from './facts';

/** Checks the invariants that the simulation shares with chaos. */
export function checkSharedInvariants(facts: Facts): Finding[] {
  const { decisions, entries, leftovers, payments, plans, promises, totals } = facts;
  const sales = new Map(decisions.map(({ sale }) => [sale.paymentId, sale]));
  return checkInvariants({
    clients: clientRecords(plans, promises),
    payments: payments.map(paymentRow),
    ledger: [...entries].map(([paymentId, entry]) => ledgerRow(paymentId, entry, sales.get(paymentId))),
    decisions: decisions.map(({ entry, sale }) => ledgerRow(entry.paymentId, entry, sale)),
    totals: { booked: totals.map((total) => ({ ...total, amountMinor: String(total.minorUnits) })) },
    leftovers,
  });
}

function clientRecords(plans: readonly PlannedPayment[], promises: readonly PaymentPromise[]): ClientRecord[] {
  const idsByKey = new Map<string, Set<string>>();
  const otherOrders: ClientRecord[] = [];
  const planned = new Map(plans.map((plan) => [keyOf(plan), plan.order]));
  for (const promise of promises) {
    const key = keyOf(promise);
    idsByKey.set(key, (idsByKey.get(key) ?? new Set()).add(promise.requestId));
    const order = planned.get(key);
    // A 202 for another order under the same key must not happen: the stored payment cannot be both.
    if (order === undefined || !sameOrder(order, promise.order)) {
      otherOrders.push(clientRecord(promise, new Set([promise.requestId])));
    }
  }
  return [...plans.map((plan) => clientRecord(plan, idsByKey.get(keyOf(plan)) ?? new Set())), ...otherOrders];
}

function clientRecord(request: Request, requestIds: ReadonlySet<string>): ClientRecord {
  return { order: requested(request), requestIds, refusals: [], mayGiveUp: true };
}

type Request = Pick<Payment, 'clientId' | 'idempotencyKey' | 'order'>;

const keyOf = ({ clientId, idempotencyKey }: Omit<Request, 'order'>): string => `${clientId} ${idempotencyKey}`;

function requested(request: Request): RequestedPayment {
  const { amount, billingPeriod, customerId, method, policyNumber }: PaymentOrder = request.order;
  return {
    idempotencyKey: keyOf(request),
    policyNumber,
    billingPeriod,
    amountMinor: String(amount.minorUnits),
    currency: amount.currency,
    payer: `${customerId} ${method.type} ${method.token}`,
  };
}

function paymentRow(payment: Payment): PaymentRow {
  const { id, state } = payment;
  return {
    ...requested(payment),
    id,
    outcome: state.status === 'accepted' || state.status === 'queued' ? null : state.status,
    reasonCode: 'reason' in state ? state.reason.code : null,
  };
}

/** @param sale undefined for an entry that no process was seen to write */
function ledgerRow(paymentId: string, { decision }: LedgerEntry, sale: Sale | undefined): LedgerRow {
  return {
    paymentId,
    policyNumber: sale?.policyNumber ?? 'unknown',
    billingPeriod: sale?.billingPeriod ?? 'unknown',
    amountMinor: String(sale?.amount.minorUnits ?? 0n),
    currency: sale?.amount.currency ?? 'unknown',
    outcome: decision.outcome,
    reasonCode: decision.outcome === 'rejected' ? decision.reason.code : null,
  };
}
