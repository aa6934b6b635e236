import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = readonly [status: number, document: object, headers?: Readonly<Record<string, string>>];

/** customer-api in small: pays each key once, keeps nothing but keys and ids, and does what a test tells it to. */
export class StubService {
  /** Payments by key, in the order in which they were stored. */
  readonly stored = new Map<string, string>();
  requests = 0;
  mostAtOnce = 0;
  /** Instead of an answer to a payment: an answer of the test's, or none (the connection breaks). */
  onPay: (policyNumber: string, attempt: number) => Answer | 'store-and-hang-up' | undefined = () => undefined;
  /** Delays responses until this many requests are in flight. */
  holdUntil = 0;
  /** Instead of an answer to a question. */
  onGet: () => Answer | undefined = () => undefined;
  lastHeaders: IncomingMessage['headers'] = {};
  /** The outcome of a payment, by the number of status requests. */
  statusOf: (requestId: string, asked: number) => string = () => 'recorded';
  private atOnce = 0;
  private readonly attempts = new Map<string, number>();
  private readonly asked = new Map<string, number>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(): Promise<StubService> {
    const service = new StubService();
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    return service;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async company(): Promise<void> {
    while (this.atOnce < this.holdUntil) await turn();
    // One more round for requests that must not arrive.
    if (this.holdUntil > 0) for (let turns = 0; turns < 50; turns += 1) await turn();
    this.holdUntil = 0;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    this.lastHeaders = request.headers;
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    response.on('close', () => (this.atOnce -= 1));
    if (request.method !== 'POST') {
      const requestId = request.url?.split('/').at(-1) ?? '';
      const asked = (this.asked.get(requestId) ?? 0) + 1;
      this.asked.set(requestId, asked);
      send(response, this.onGet() ?? [200, paymentOf(requestId, this.statusOf(requestId, asked))]);
      return;
    }
    const key = String(request.headers['idempotency-key']);
    await this.company();
    const { policyNumber } = JSON.parse(await textOf(request)) as { readonly policyNumber: string };
    const attempt = (this.attempts.get(key) ?? 0) + 1;
    this.attempts.set(key, attempt);
    const told = this.onPay(policyNumber, attempt);
    if (told !== undefined && told !== 'store-and-hang-up') return send(response, told);
    const requestId = this.stored.get(key) ?? `r-${this.stored.size + 1}`;
    const replayed = this.stored.has(key);
    this.stored.set(key, requestId);
    if (told === 'store-and-hang-up') return void response.destroy();
    send(response, [202, paymentOf(requestId, 'accepted'), replayed ? { 'idempotency-replayed': 'true' } : {}]);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function problem(status: number, code: string, facts: object = {}): Answer {
  return [status, { type: `/problems/${code}`, title: code, status, detail: `About ${code}.`, ...facts }];
}

function paymentOf(requestId: string, status: string): object {
  const reason = status === 'rejected' ? { code: 'period-already-paid', detail: 'Already paid.' } : undefined;
  return { requestId, status, final: status === 'recorded' || status === 'rejected', reason };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function send(response: ServerResponse, [status, document, headers]: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(document));
}
