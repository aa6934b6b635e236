import { randomUUID } from 'node:crypto';

export interface PaymentBody {
  readonly requestId: string;
  readonly status: string;
  readonly final: boolean;
  readonly statusUrl: string;
  readonly reason?: { readonly code: string; readonly detail: string };
  readonly timeline: readonly { readonly status: string; readonly at: string }[];
  readonly [other: string]: unknown;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

export interface PaymentFacts {
  readonly policyNumber?: string;
  readonly billingPeriod?: string;
  readonly value?: string;
  readonly currency?: string;
}

const FINAL_WITHIN_MILLISECONDS = 180_000;

/** A valid payment for a new policy. */
export function paymentFor({ billingPeriod, currency, policyNumber, value }: PaymentFacts = {}) {
  return {
    policyNumber: policyNumber ?? freshPolicy(),
    customerId: 'CUST-1001',
    billingPeriod: billingPeriod ?? new Date().toISOString().slice(0, 7),
    amount: { value: value ?? '4999', currency: currency ?? 'EUR' },
    paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
  };
}

export function freshPolicy(): string {
  return `POL-${randomUUID().slice(0, 18).toUpperCase()}`;
}

/** The public API as a client in another company sees it. */
export class PaymentClient {
  constructor(private readonly baseUrl: () => string) {}

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.baseUrl()}${path}`, init);
  }

  post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch('/v1/payments', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${randomUUID()}"`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Pays and returns the request id; throws unless the response is a 202. */
  async pay(facts: PaymentFacts = {}): Promise<string> {
    const response = await this.post(paymentFor(facts));
    if (response.status !== 202)
      throw new Error(`The payment was not accepted: ${response.status} ${await response.text()}`);
    return ((await response.json()) as PaymentBody).requestId;
  }

  async status(requestId: string): Promise<PaymentBody> {
    const response = await this.fetch(`/v1/payments/${requestId}`);
    if (response.status !== 200) throw new Error(`No status of ${requestId}: ${response.status}`);
    return (await response.json()) as PaymentBody;
  }

  /** Polls, respecting `Retry-After`, until the status is one of the given ones or final. */
  async settled(requestId: string, statuses: readonly string[] = []): Promise<PaymentBody> {
    const deadline = performance.now() + FINAL_WITHIN_MILLISECONDS;
    for (let etag = ''; performance.now() < deadline;) {
      const response = await this.fetch(`/v1/payments/${requestId}`, {
        headers: { prefer: 'wait=5', 'if-none-match': etag },
      });
      if (response.status === 304) continue;
      const payment = (await response.json()) as PaymentBody;
      if (payment.final || statuses.includes(payment.status)) return payment;
      etag = response.headers.get('etag') ?? '';
    }
    throw new Error(`Payment ${requestId} is still "${(await this.status(requestId)).status}".`);
  }

  async settledAll(requestIds: readonly string[]): Promise<PaymentBody[]> {
    return Promise.all(requestIds.map((id) => this.settled(id)));
  }
}

export async function problemOf(response: Response): Promise<ProblemBody> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = (await response.json()) as ProblemBody;
  expect(problem).toMatchObject({ status: response.status, type: expect.stringMatching(/^\/problems\//) as string });
  return problem;
}
