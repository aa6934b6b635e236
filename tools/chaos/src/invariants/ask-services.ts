import type { MonthlyTotal, ToldStatus } from './evidence';

/** Asking for each of a long run's payments would take as long as the run: these are spread over it. */
const MOST_ASKED = 3_000;
const AT_ONCE = 20;

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

/** What the API says of payments, of every n-th when there are many; the processes are asked in turns. */
export async function askStatuses(apiUrls: readonly string[], requestIds: readonly string[]): Promise<ToldStatus[]> {
  const step = Math.max(1, Math.ceil(requestIds.length / MOST_ASKED));
  const asked = requestIds.filter((_id, index) => index % step === 0).entries();
  const told: ToldStatus[] = [];
  const ask = async (): Promise<void> => {
    for (const [index, requestId] of asked) {
      const { reason, status } = await read<PaymentBody>(`${apiUrls[index % apiUrls.length]}/v1/payments/${requestId}`);
      told.push({ requestId, status, reasonCode: reason?.code ?? null });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return told;
}

export async function askTotals(workerUrl: string): Promise<MonthlyTotal[]> {
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
