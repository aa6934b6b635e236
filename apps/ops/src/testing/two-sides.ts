import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LedgerEntry, RegisteredPayment } from '@decouple/management-client';

interface Received {
  readonly path: string;
  readonly operator: string | undefined;
  readonly body: Record<string, unknown>;
}

/** Both management APIs as far as reconciliation asks them, over real sockets. */
export class TwoSides {
  payments: readonly RegisteredPayment[] = [];
  entries: readonly LedgerEntry[] = [];
  /** Every policy and month. */
  history: object = {};
  readonly repairs: Received[] = [];
  apiUrl = '';
  workerUrl = '';
  private servers: readonly Server[] = [];

  static async start(): Promise<TwoSides> {
    const sides = new TwoSides();
    sides.servers = [sides.serve((url) => sides.customerApi(url)), sides.serve((url) => sides.salesWorker(url))];
    const [api, worker] = await Promise.all(sides.servers.map(listening));
    sides.apiUrl = api ?? '';
    sides.workerUrl = worker ?? '';
    return sides;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  }

  private serve(read: (url: URL) => object | undefined): Server {
    return createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://any');
      const answer = request.method === 'POST' ? this.repair(url, request) : Promise.resolve(read(url));
      void answer.then((document) => {
        response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(document ?? { status: 404 }));
      });
    });
  }

  private customerApi({ pathname, searchParams }: URL): object | undefined {
    if (pathname === '/v1/payments/repairs') return { repairs: [] };
    if (pathname === '/v1/dead-letters') return { deadLetters: [] };
    if (pathname === '/v1/payments') return { payments: searchParams.has('after') ? [] : this.payments };
    return this.payments.find(({ statusUrl }) => statusUrl === pathname);
  }

  private salesWorker({ pathname, searchParams }: URL): object | undefined {
    if (pathname === '/v1/policy-history') return this.history;
    if (pathname === '/v1/dead-letters') return { deadLetters: [] };
    if (pathname === '/v1/ledger-entries') return { entries: searchParams.has('after') ? [] : this.entries };
    return this.entries.find(({ paymentId }) => pathname === `/v1/ledger-entries/${paymentId}`);
  }

  /** Repairs everything that it is asked to. */
  private async repair({ pathname }: URL, request: IncomingMessage): Promise<object> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = JSON.parse(text) as Record<string, unknown>;
    this.repairs.push({ path: pathname, operator: request.headers['x-operator'] as string | undefined, body });
    const lists = [body['recorded'], body['rejected'], body['parked'], body['entries']] as (unknown[] | undefined)[];
    const repaired = lists.flatMap((list) => list ?? []).map((one) => (one as LedgerEntry).paymentId ?? one);
    return { dryRun: body['dryRun'], repaired, skipped: [], spreadSeconds: 0 };
  }
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
