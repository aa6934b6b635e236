import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newRecord } from './client-record';
import { PaymentClient } from './payment-client';

describe('PaymentClient', () => {
  const servers: Server[] = [];
  const never = new AbortController().signal;
  const order = {
    idempotencyKey: 'chaos-1-1',
    policyNumber: 'POL-100001',
    billingPeriod: '2026-11',
    amountMinor: '4999',
    customerId: 'CUST-0001',
    payer: 'CUST-0001 card tok_visa_4f9a',
    currency: 'EUR',
  };

  async function serverThat(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const accepting: RequestListener = (_request, response) => {
    response.writeHead(202).end(JSON.stringify({ requestId: 'a' }));
  };

  it('repeats the request with the same key at the next process after a lost connection, a 503 and a 500', async () => {
    const keys: (string | string[] | undefined)[] = [];
    const dying = await serverThat((request) => {
      keys.push(request.headers['idempotency-key']);
      request.socket.destroy();
    });
    const busy = await serverThat((_request, response) => void response.writeHead(503).end());
    const broken = await serverThat((_request, response) => void response.writeHead(500).end('{"code":"internal"}'));
    const good = await serverThat((request, response) => {
      keys.push(request.headers['idempotency-key']);
      accepting(request, response);
    });
    const client = new PaymentClient([dying, busy, broken, good]);
    const record = newRecord(order);
    await client.pay(record, 0, never);

    expect(record).toMatchObject({ requestIds: new Set(['a']), refusals: ['500 {"code":"internal"}'] });
    expect(keys).toEqual(['"chaos-1-1"', '"chaos-1-1"']);
    expect([...client.repeats].sort()).toEqual([
      ['answer 500', 1],
      ['answer 503', 1],
      ['connection lost', 1],
    ]);
  });

  it('stops waiting for a frozen process', async () => {
    const frozen = await serverThat(() => undefined);
    const client = new PaymentClient([frozen, await serverThat(accepting)]);
    const record = newRecord(order);
    await client.pay(record, 0, never);

    expect(record.requestIds).toEqual(new Set(['a']));
    expect([...client.repeats.keys()]).toEqual(['no answer in time']);
  });

  it('stops without a response when its signal is aborted', async () => {
    const record = newRecord(order);
    const giveUp = new AbortController();
    const client = new PaymentClient([
      await serverThat((_request, response) => {
        giveUp.abort();
        response.writeHead(503).end();
      }),
    ]);
    await client.pay(record, 0, giveUp.signal);

    expect(record.requestIds.size).toBe(0);
  });
});
