import type { MonthlyTotal } from '@decouple/invariants';
import type { ShownStatus } from './evidence';

/** Upper bound on status requests: reading every payment of a long run would take as long as the run. */
const MAX_REQUESTS = 3_000;
const CONCURRENT_REQUESTS = 20;

interface PaymentBody {
  readonly status: string;
  readonly reason?: { readonly code: string };
}

interface TotalsBody {
  readonly totals: readonly {
    readonly billingPeriod: string;
    readonly payments: number;
    readonly amount: { readonly value: string; readonly currency: string };
  }[];
}

/** Reads the status of every n-th payment, from the API processes in turn. */
export async function readStatuses(apiUrls: readonly string[], requestIds: readonly string[]): Promise<ShownStatus[]> {
  const step = Math.max(1, Math.ceil(requestIds.length / MAX_REQUESTS));
  const selected = requestIds.filter((_id, index) => index % step === 0).entries();
  const shown: ShownStatus[] = [];
  const readNext = async (): Promise<void> => {
    for (const [index, requestId] of selected) {
      const { reason, status } = await read<PaymentBody>(`${apiUrls[index % apiUrls.length]}/v1/payments/${requestId}`);
      shown.push({ requestId, status, reasonCode: reason?.code ?? null });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT_REQUESTS }, readNext));
  return shown;
}

export async function readTotals(workerUrl: string): Promise<MonthlyTotal[]> {
  const { totals } = await read<TotalsBody>(`${workerUrl}/v1/monthly-totals`);
  return totals.map(({ amount, billingPeriod, payments }) => ({
    billingPeriod,
    payments,
    currency: amount.currency,
    amountMinor: amount.value,
  }));
}

async function read<Body>(url: string): Promise<Body> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}
