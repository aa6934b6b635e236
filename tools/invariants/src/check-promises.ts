import type { ClientRecord, LedgerRow, PaymentRow, RequestedPayment } from './evidence';
import type { Finding } from './invariant';
import { sameSale } from './same-sale';

const ENDS: readonly (string | null)[] = ['recorded', 'rejected', 'parked'];

export interface PromiseEvidence {
  readonly clients: readonly ClientRecord[];
  readonly payments: readonly PaymentRow[];
  readonly ledger: readonly LedgerRow[];
}

/** Compares what clients were promised with what is stored. */
export function checkPromises({ clients, ledger, payments }: PromiseEvidence): Finding[] {
  const stored = new Map(payments.map((payment) => [payment.id, payment]));
  const byKey = clientsByKey(clients);
  return [
    ...clients.flatMap(checkAnswers),
    ...clients.flatMap(({ order, requestIds }) =>
      [...requestIds].flatMap((id) => checkKept(id, order, stored.get(id))),
    ),
    ...payments.flatMap((payment) => checkEnded(payment)),
    ...payments.flatMap((payment) => checkRequested(payment, byKey.get(payment.idempotencyKey))),
    ...repeatedKeys(payments),
    ...ledger.filter(({ paymentId }) => !stored.has(paymentId)).map(unknownToCustomer),
  ];
}

/** The first record of each key: a later one is a client that used the key again for another order. */
export function clientsByKey(clients: readonly ClientRecord[]): Map<string, ClientRecord> {
  return new Map([...clients].reverse().map((client) => [client.order.idempotencyKey, client]));
}

function checkAnswers({ mayGiveUp, order, refusals, requestIds }: ClientRecord): Finding[] {
  const key = order.idempotencyKey;
  const findings: Finding[] = refusals.map((refusal) => ({ invariant: 'answered', what: `${key} got ${refusal}` }));
  if (requestIds.size === 0 && !mayGiveUp) findings.push({ invariant: 'answered', what: `${key} never got a 202` });
  if (requestIds.size > 1) {
    const what = `${key} got ${requestIds.size} ids: ${[...requestIds].join(', ')}`;
    findings.push({ invariant: 'onePayment', what });
  }
  return findings;
}

function checkKept(requestId: string, order: RequestedPayment, payment: PaymentRow | undefined): Finding[] {
  if (payment === undefined) return [{ invariant: 'kept', requestId, what: 'was answered with 202 and is not stored' }];
  if (sameSale(order, payment) && order.payer === payment.payer) return [];
  return [{ invariant: 'kept', requestId, what: `differs from the request: ${JSON.stringify(order)}` }];
}

function checkEnded({ id, outcome }: PaymentRow): Finding[] {
  if (ENDS.includes(outcome)) return [];
  return [{ invariant: 'ended', requestId: id, what: outcome === null ? 'has no outcome' : `is still ${outcome}` }];
}

function checkRequested(payment: PaymentRow, client: ClientRecord | undefined): Finding[] {
  const finding = (what: string): Finding[] => [{ invariant: 'promised', requestId: payment.id, what }];
  if (client === undefined) return finding(`no client used the key ${payment.idempotencyKey}`);
  // A client that lost the response repeats the request until it gets the id.
  return client.requestIds.has(payment.id) || client.mayGiveUp ? [] : finding('its client never received its id');
}

function repeatedKeys(payments: readonly PaymentRow[]): Finding[] {
  const seen = new Map<string, string>();
  return payments.flatMap(({ id, idempotencyKey }): Finding[] => {
    const first = seen.get(idempotencyKey);
    seen.set(idempotencyKey, first ?? id);
    if (first === undefined) return [];
    return [{ invariant: 'onePayment', requestId: id, what: `has the key ${idempotencyKey} of ${first}` }];
  });
}

const unknownToCustomer = ({ outcome, paymentId }: LedgerRow): Finding => ({
  invariant: 'promised',
  requestId: paymentId,
  what: `was ${outcome} by sales and does not exist in the customer database`,
});
