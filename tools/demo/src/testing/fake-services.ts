import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface PaymentRequest {
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amount: { readonly value: string; readonly currency: string };
}

interface FakePayment extends PaymentRequest {
  polls: number;
}

export interface FakeServiceOptions {
  /** What sales adds to or takes from each total, in minor units. */
  readonly bookedWrong?: bigint;
  /** Policies whose payments are rejected, with the reason. */
  readonly rejects?: Readonly<Record<string, string>>;
}

/** customer-api and sales-worker as the demonstration sees them: one server, whose answers a test decides. */
export class FakeServices {
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly headers: IncomingMessage['headers'];
  }[] = [];
  private readonly payments = new Map<string, FakePayment>();
  private readonly idsByKey = new Map<string, string>();
  private readonly server: Server;

  constructor(private readonly options: FakeServiceOptions = {}) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, method = '', url: path = '' } = request;
    this.requests.push({ method, path, headers });
    if (method === 'POST') this.accept(await bodyOf(request), headers, response);
    else if (path === '/v1/monthly-totals') send(response, 200, { totals: this.totals() });
    else this.tell(path.split('/').at(-1) ?? '', response);
  }

  private accept(payment: PaymentRequest, headers: IncomingMessage['headers'], response: ServerResponse): void {
    const key = headers['idempotency-key'] as string | undefined;
    if (key === undefined) return send(response, 400, { type: '/problems/idempotency-key-missing' });
    if (!/^\d+$/.test(payment.amount.value)) return send(response, 400, { type: '/problems/validation-failed' });
    const known = this.idsByKey.get(key);
    if (known !== undefined) return send(response, 202, { requestId: known }, { 'idempotency-replayed': 'true' });
    const requestId = `r-${this.payments.size + 1}`;
    this.idsByKey.set(key, requestId);
    this.payments.set(requestId, { ...payment, polls: 0 });
    send(response, 202, { requestId, status: 'accepted', final: false });
  }

  /** First "queued", then 304, then final: all that a client must cope with. */
  private tell(requestId: string, response: ServerResponse): void {
    const payment = this.payments.get(requestId);
    if (payment === undefined) return send(response, 404, { type: '/problems/payment-not-found' });
    payment.polls += 1;
    if (payment.polls === 1)
      return send(response, 200, { requestId, status: 'queued', final: false }, { etag: '"v2"' });
    if (payment.polls === 2)
      return void response.writeHead(304, { etag: '"v2"', 'preference-applied': 'wait=20' }).end();
    const code = this.options.rejects?.[payment.policyNumber];
    if (code === undefined) send(response, 200, { requestId, status: 'recorded', final: true });
    else send(response, 200, { requestId, status: 'rejected', final: true, reason: { code } });
  }

  private totals(): object[] {
    const sums = new Map<string, { payments: number; minorUnits: bigint }>();
    for (const { amount, billingPeriod, policyNumber } of this.payments.values()) {
      if (this.options.rejects?.[policyNumber] !== undefined) continue;
      const key = `${billingPeriod} ${amount.currency}`;
      const sum = sums.get(key) ?? { payments: 0, minorUnits: this.options.bookedWrong ?? 0n };
      sums.set(key, { payments: sum.payments + 1, minorUnits: sum.minorUnits + BigInt(amount.value) });
    }
    return [...sums].map(([key, { minorUnits, payments }]) => {
      const [billingPeriod, currency] = key.split(' ');
      return { billingPeriod, payments, amount: { value: minorUnits.toString(), currency } };
    });
  }
}

async function bodyOf(request: IncomingMessage): Promise<PaymentRequest> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as PaymentRequest;
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
