import { randomUUID } from 'node:crypto';

export const MAX_BURST = 5_000;
const AT_ONCE = 50;
const BURST_CUSTOMER = 'CUST-BURST';

export interface BurstResult {
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
}

/** Pays many times, each for a policy of its own, as fast as some dozens of clients can. */
export async function payBurst(apiUrl: string, count: number, period: string): Promise<BurstResult> {
  const startedAt = performance.now();
  let [left, accepted, refused] = [Math.min(count, MAX_BURST), 0, 0];
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      if (await pays(apiUrl, period)) accepted += 1;
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return { accepted, refused, seconds: (performance.now() - startedAt) / 1_000 };
}

async function pays(apiUrl: string, billingPeriod: string): Promise<boolean> {
  const response = await fetch(`${apiUrl}/v1/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `"${randomUUID()}"` },
    body: JSON.stringify({
      policyNumber: `POL-${randomUUID().slice(0, 18).toUpperCase()}`,
      customerId: BURST_CUSTOMER,
      billingPeriod,
      amount: { value: String(1_000 + Math.floor(Math.random() * 9_000)), currency: 'EUR' },
      paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
    }),
  });
  await response.body?.cancel();
  return response.status === 202;
}
