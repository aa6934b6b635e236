import { PaymentsClient } from './payments-client';
import { aPayment, json, noNetwork, problem, ScriptedApi } from './testing/scripted-api';

describe('PaymentsClient', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const clientOf = (api: ScriptedApi, settings = {}) =>
    new PaymentsClient({ baseUrl: 'http://api.test', fetch: api.fetch, ...settings });
  const page = (ids: readonly string[], nextCursor?: string) =>
    json(200, { payments: ids.map((requestId) => aPayment({ requestId })), ...(nextCursor && { nextCursor }) });

  it('tells where a payment stands', async () => {
    const api = new ScriptedApi(json(200, aPayment()));

    await expect(clientOf(api).getPayment('a/b')).resolves.toEqual(aPayment());
    expect(api.questions[0]?.url).toBe('http://api.test/v1/payments/a%2Fb');
  });

  it('reads again what failed in a passing way, and then throws the last error', async () => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    const api = new ScriptedApi(noNetwork(), problem(503, 'overloaded'));
    const failed = expect(clientOf(api, { attempts: 2 }).getPayment('x')).rejects.toMatchObject({ status: 503 });
    await jest.runAllTimersAsync();

    await failed;
    expect(api.questions).toHaveLength(2);
  });

  it('lists a page', async () => {
    const api = new ScriptedApi(page(['a']));

    expect((await clientOf(api).listPage({ status: 'recorded', limit: 3 })).payments).toHaveLength(1);
    expect(api.questions[0]?.url).toBe('http://api.test/v1/payments?status=recorded&limit=3');
  });

  it('lists everything, page after page, and keeps what was asked for', async () => {
    const api = new ScriptedApi(page(['a', 'b'], 'c 1'), page([], 'c2'), page(['c']));
    const ids: string[] = [];
    for await (const { requestId } of clientOf(api).listPayments({ policyNumber: 'POL-1' })) ids.push(requestId);

    expect(ids).toEqual(['a', 'b', 'c']);
    expect(api.questions.map(({ url }) => new URL(url).search)).toEqual([
      '?policyNumber=POL-1',
      '?policyNumber=POL-1&cursor=c+1',
      '?policyNumber=POL-1&cursor=c2',
    ]);
  });

  it('fetches no page that nobody wants', async () => {
    const api = new ScriptedApi(page(['a', 'b'], 'more'));
    for await (const { requestId } of clientOf(api).listPayments()) if (requestId === 'a') break;

    expect(api.questions).toHaveLength(1);
  });

  it('sends the headers it is given, made anew for each request', async () => {
    let count = 0;
    const api = new ScriptedApi(json(200, aPayment()), json(200, aPayment()));
    const client = clientOf(api, { headers: async () => ({ authorization: `Bearer ${(count += 1)}` }) });
    await client.getPayment('x');
    await client.getPayment('x');

    expect(api.header('authorization')).toEqual(['Bearer 1', 'Bearer 2']);
  });
});
