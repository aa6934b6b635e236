import type { ClientRecord } from '../load/client-record';
import type { Evidence, LedgerRow, PaymentRow } from './evidence';
import type { Finding } from './invariant';

const ENDS: readonly (string | null)[] = ['recorded', 'rejected', 'parked'];

/** What clients were promised, against what is stored. */
export function checkPromises({ clients, ledger, payments }: Evidence): Finding[] {
  const stored = new Map(payments.map((payment) => [payment.id, payment]));
  const asked = new Map(clients.map((client) => [client.order.idempotencyKey, client]));
  return [
    ...clients.flatMap((client) => checkAnswers(client)),
    ...clients.flatMap((client) => [...client.requestIds].flatMap((id) => checkKept(id, stored.get(id)))),
    ...payments.flatMap((payment) => checkAskedFor(payment, asked.get(payment.idempotencyKey))),
    ...repeatedKeys(payments),
    ...ledger.filter(({ paymentId }) => !stored.has(paymentId)).map(unasked),
  ];
}

function checkAnswers({ order, refusals, requestIds }: ClientRecord): Finding[] {
  const key = order.idempotencyKey;
  const findings: Finding[] = refusals.map((refusal) => ({ invariant: 'answered', what: `${key} got ${refusal}` }));
  if (requestIds.size === 0) findings.push({ invariant: 'answered', what: `${key} never got a 202` });
  if (requestIds.size > 1) {
    findings.push({
      invariant: 'onePayment',
      what: `${key} got ${requestIds.size} ids: ${[...requestIds].join(', ')}`,
    });
  }
  return findings;
}

function checkKept(requestId: string, payment: PaymentRow | undefined): Finding[] {
  if (payment === undefined) return [{ invariant: 'kept', requestId, what: 'answered with 202, and not stored' }];
  if (ENDS.includes(payment.outcome)) return [];
  return [{ invariant: 'kept', requestId, what: `still ${payment.outcome ?? 'without an answer of sales'}` }];
}

function checkAskedFor(payment: PaymentRow, client: ClientRecord | undefined): Finding[] {
  const finding = (what: string): Finding[] => [{ invariant: 'promised', requestId: payment.id, what }];
  if (client === undefined) return finding(`no client has the key ${payment.idempotencyKey}`);
  // A payment whose answer was lost is no surplus: its client has asked until it was told the id.
  if (!client.requestIds.has(payment.id)) return finding('its client was never told of it');
  const { order } = client;
  const same =
    order.policyNumber === payment.policyNumber &&
    order.billingPeriod === payment.billingPeriod &&
    order.currency === payment.currency &&
    String(order.amountMinor) === payment.amountMinor;
  return same ? [] : finding(`stored otherwise than asked for: ${JSON.stringify(order)}`);
}

function repeatedKeys(payments: readonly PaymentRow[]): Finding[] {
  const seen = new Map<string, string>();
  return payments.flatMap(({ id, idempotencyKey }): Finding[] => {
    const first = seen.get(idempotencyKey);
    seen.set(idempotencyKey, first ?? id);
    if (first === undefined) return [];
    return [{ invariant: 'onePayment', requestId: id, what: `stored for ${idempotencyKey}, as ${first} is` }];
  });
}

const unasked = ({ outcome, paymentId }: LedgerRow): Finding => ({
  invariant: 'promised',
  requestId: paymentId,
  what: `${outcome} by sales, and unknown on the customer side`,
});
