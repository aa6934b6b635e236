import type { Payment } from '../payments/payment';

export interface Question {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  /** On the test's clock. */
  readonly at: number;
}

/** An answer, a failure of the network, or silence until the question is given up. */
export type Step = Response | Error | 'silence';

/** Instead of the network: answers question after question as a test has written down. */
export class ScriptedApi {
  readonly questions: Question[] = [];
  private readonly steps: (Step | (() => Step))[];

  constructor(...steps: readonly (Step | (() => Step))[]) {
    this.steps = [...steps];
  }

  readonly fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { body, headers, method = 'GET', signal } = init;
    this.questions.push({
      method,
      url: String(url),
      headers: new Headers(headers),
      body: body as string | undefined,
      at: Date.now(),
    });
    const step = this.steps.shift();
    if (step === undefined)
      throw new Error(`Question ${this.questions.length} was not expected: ${method} ${String(url)}`);
    const given = typeof step === 'function' ? step() : step;
    if (given instanceof Error) throw given;
    if (given !== 'silence') return given;
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  };

  /** Milliseconds between the questions. */
  get pauses(): number[] {
    return this.questions.slice(1).map(({ at }, index) => at - (this.questions[index]?.at ?? 0));
  }

  header(name: string): (string | null)[] {
    return this.questions.map(({ headers }) => headers.get(name));
  }
}

export function aPayment(facts: Partial<Payment> = {}): Payment {
  const requestId = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';
  return {
    requestId,
    status: 'accepted',
    final: false,
    statusUrl: `/v1/payments/${requestId}`,
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { value: '4999', currency: 'EUR' },
    paymentMethod: { type: 'card' },
    acceptedAt: '2026-11-24T08:15:30.123Z',
    timeline: [{ status: 'accepted', at: '2026-11-24T08:15:30.123Z' }],
    ...facts,
  };
}

export const RECORDED = { status: 'recorded', final: true } as const;

export function anOrder() {
  return {
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { value: '4999', currency: 'EUR' },
    paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
  } as const;
}

export function accepted(headers: Record<string, string> = {}): Response {
  return json(202, aPayment(), headers);
}

export function json(status: number, document: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(document), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const document = {
    type: `/problems/${code}`,
    title: code,
    status,
    detail: `About ${code}.`,
    instance: '/v1/payments',
  };
  return json(status, document, headers);
}

export function unchanged(headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 304, headers });
}

/** What fetch throws when there is no connection. */
export function noNetwork(): Error {
  return new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
}
