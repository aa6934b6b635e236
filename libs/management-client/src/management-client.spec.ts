import { UnreachableError } from '@decouple/client';
import { CustomerApiManagement } from './customer-api-management';
import { SalesWorkerManagement } from './sales-worker-management';
import { ServiceRefusedError, ServiceUnreachableError } from './service.errors';

const BASE_URL = 'http://management.example.com';

interface Asked {
  readonly address: string;
  readonly method: string;
  readonly operator: string | null;
  readonly body: unknown;
}

/** A service that answers so to everything. */
function answering(status: number, document: unknown) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { headers, method, url } = request;
    const text = await request.text();
    const body = text === '' ? undefined : (JSON.parse(text) as unknown);
    asked.push({ address: url.slice(BASE_URL.length), method, operator: headers.get('x-operator'), body });
    return Response.json(document, { status });
  };
  const settings = { baseUrl: BASE_URL, fetch };
  return { asked, api: new CustomerApiManagement(settings), worker: new SalesWorkerManagement(settings) };
}

describe('the client of the management APIs', () => {
  it('asks for what is meant, and leaves out what is not said', async () => {
    const { api, asked, worker } = answering(200, { deadLetters: [], samples: [], entries: [], payments: [] });
    await api.deadLetters({ ids: ['1', '2'], type: undefined, reasonCode: 'a b' }, 10);
    await api.pipelineHistory();
    await api.searchPayments('POL-1&limit=2');
    await worker.ledgerEntries({ after: 'x', limit: 2 });

    expect(asked.map(({ address }) => address)).toEqual([
      '/v1/dead-letters?ids=1%2C2&reasonCode=a+b&limit=10',
      '/v1/pipeline-history',
      '/v1/payments?search=POL-1%26limit%3D2',
      '/v1/ledger-entries?after=x&limit=2',
    ]);
  });

  it('says who decides, and sends the decision once', async () => {
    const { asked, worker } = answering(503, { title: 'not now', status: 503 });
    const request = { selection: { reasonCode: 'x' }, reason: 'mended', dryRun: true };

    await expect(worker.decide('redrive', request, 'ada')).rejects.toThrow(ServiceRefusedError);
    expect(asked).toEqual([{ address: '/v1/dead-letters/redrive', method: 'POST', operator: 'ada', body: request }]);
  });

  it('finds nothing where there is nothing', async () => {
    const { api, worker } = answering(404, { title: 'no such thing', status: 404 });

    expect(await api.payment('a/b')).toBeUndefined();
    expect(await worker.ledgerEntry('x')).toBeUndefined();
    await expect(api.deadLetter('1')).rejects.toMatchObject({ service: 'customer-api', status: 404 });
  });

  it('tells which service does not answer', async () => {
    const silent = new SalesWorkerManagement({ baseUrl: BASE_URL, fetch: () => Promise.reject(new TypeError('no')) });
    const error: unknown = await silent.queues().catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ServiceUnreachableError);
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error).toMatchObject({ service: 'sales-worker', address: BASE_URL });
  });
});
