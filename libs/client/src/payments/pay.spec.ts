import { PaymentsClient } from '../payments-client';
import { ProblemError, UnreachableError } from '../problem';
import type { Waiting } from '../retry/repeat';
import { accepted, anOrder, aPayment, json, noNetwork, problem, ScriptedApi, type Step } from '../testing/scripted-api';
import { type PayOptions, UnconfirmedPaymentError } from './pay';

const NOW = '2026-11-24T08:00:00.000Z';

describe('pay', () => {
  let api: ScriptedApi;

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date(NOW) });
    // The longest pause that the jitter allows, nearly: what is drawn at random is tested where it is made.
    jest.spyOn(Math, 'random').mockReturnValue(0.999_999);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  /** Pays to the end, however long that takes on the test's clock. */
  async function payThrough(steps: readonly (Step | (() => Step))[], options: PayOptions = {}) {
    api = new ScriptedApi(...steps);
    const client = new PaymentsClient({ baseUrl: 'http://api.test/', fetch: api.fetch });
    const paid = client.pay(anOrder(), options).catch((error: unknown) => error as Error);
    await jest.runAllTimersAsync();
    const result = await paid;
    if (result instanceof Error) throw result;
    return result;
  }
  const seconds = () => api.pauses.map((milliseconds) => Math.round(milliseconds / 1_000));

  it('gives the stored payment, the key it was sent with, and whether that was used before', async () => {
    const paid = await payThrough([accepted()]);

    expect(paid).toEqual({
      ...aPayment(),
      idempotencyKey: expect.stringMatching(/^[a-p]{32}$/) as string,
      replayed: false,
    });
    expect(api.questions[0]).toMatchObject({ method: 'POST', url: 'http://api.test/v1/payments' });
    expect(JSON.parse(api.questions[0]?.body ?? '')).toEqual(anOrder());
    expect(api.header('idempotency-key')).toEqual([`"${paid.idempotencyKey}"`]);
    expect((await payThrough([accepted({ 'idempotency-replayed': 'true' })])).replayed).toBe(true);
  });

  it('makes a new key for every payment', async () => {
    const keys = [await payThrough([accepted()]), await payThrough([accepted()])].map((paid) => paid.idempotencyKey);

    expect(new Set(keys).size).toBe(2);
  });

  it.each([
    ['the network fails', noNetwork()],
    ['the service asks it to slow down', problem(429, 'too-many')],
    ['the service is overloaded', problem(503, 'overloaded')],
    ['the service fails', problem(500, 'internal-error')],
    ['a gateway answers a page', new Response('<html>Bad gateway</html>', { status: 502 })],
    ['a captive portal answers a page', new Response('<html>Log in</html>', { status: 200 })],
    ['something else answers for the API', json(200, { hello: 'world' })],
  ])('sends the same key again when %s', async (_case, failure) => {
    const paid = await payThrough([failure, accepted()]);
    const quoted = `"${paid.idempotencyKey}"`;

    expect(api.header('idempotency-key')).toEqual([quoted, quoted]);
  });

  it('sends again what is not answered in time', async () => {
    await payThrough(['silence', accepted()]);

    expect(seconds()).toEqual([31]);
  });

  it('waits twice as long after each failure', async () => {
    await payThrough([noNetwork(), noNetwork(), noNetwork(), noNetwork(), accepted()]);

    expect(seconds()).toEqual([1, 2, 4, 8]);
  });

  it('waits at least the seconds of Retry-After, and comes back a moment after them', async () => {
    await payThrough([problem(503, 'overloaded', { 'retry-after': '7' }), accepted()]);

    expect(api.pauses[0]).toBeGreaterThanOrEqual(7_000);
    expect(api.pauses[0]).toBeLessThanOrEqual(8_000);
  });

  it('waits until the date of Retry-After', async () => {
    const date = new Date(Date.parse(NOW) + 40_000).toUTCString();
    await payThrough([problem(429, 'too-many', { 'retry-after': date }), accepted()]);

    expect(seconds()).toEqual([41]);
  });

  it.each([400, 404, 413, 415, 422])('takes a %i for an answer', async (status) => {
    const refusal = await payThrough([problem(status, 'no-way')]).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(ProblemError);
    expect(refusal).toMatchObject({ status, type: '/problems/no-way', code: 'no-way', message: 'About no-way.' });
    expect(api.questions).toHaveLength(1);
  });

  it('tells every place of a request that is not valid', async () => {
    const errors = [{ pointer: '#/amount/value', detail: 'must be a whole number' }];
    const refusal = json(400, { type: '/problems/validation-failed', title: 'Not valid', status: 400, errors });

    await expect(payThrough([refusal])).rejects.toMatchObject({ errors, title: 'Not valid', detail: 'Not valid' });
  });

  it('names the key, and the reason, when all attempts are used up', async () => {
    const idempotencyKey = 'invoice 4711';
    const failed = payThrough([noNetwork(), noNetwork()], { attempts: 2, idempotencyKey });

    await expect(failed).rejects.toBeInstanceOf(UnconfirmedPaymentError);
    await expect(failed).rejects.toMatchObject({ idempotencyKey, cause: { name: 'UnreachableError' } });
    expect(api.questions).toHaveLength(2);
  });

  it('goes on for as long as it takes where nothing bounds it', async () => {
    const failures = Array.from({ length: 40 }, noNetwork);

    await payThrough([...failures, accepted()], { attempts: Infinity, timeoutMs: Infinity });
    expect(api.questions).toHaveLength(41);
    expect(Math.max(...seconds())).toBe(30);
  });

  it('begins no pause that would end after the time for all attempts', async () => {
    const late = problem(503, 'overloaded', { 'retry-after': '60' });
    const began = Date.now();

    await expect(payThrough([late], { timeoutMs: 50_000 })).rejects.toMatchObject({ cause: { status: 503 } });
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  it('ends an attempt with the time for all of them', async () => {
    const failed = payThrough(['silence'], { timeoutMs: 5_000 });

    await expect(failed).rejects.toMatchObject({ cause: { message: 'http://api.test does not answer within 5 s.' } });
  });

  it('sends nothing more when it is aborted, and tells the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('The page is gone.');
    const failed = payThrough([noNetwork()], { signal: controller.signal, onWaiting: () => controller.abort(reason) });

    await expect(failed).rejects.toBe(reason);
    expect(api.questions).toHaveLength(1);
  });

  it('ends the current attempt when it is aborted', async () => {
    const controller = new AbortController();
    const failed = payThrough(['silence'], {
      signal: controller.signal,
      onTrying: () => setTimeout(() => controller.abort(new Error('Enough.')), 100),
    });

    await expect(failed).rejects.toThrow('Enough.');
  });

  it('sends nothing at all with a signal that was aborted before', async () => {
    await expect(payThrough([], { signal: AbortSignal.abort(new Error('Too late.')) })).rejects.toThrow('Too late.');
    expect(api.questions).toEqual([]);
  });

  it('tells who looks on what it does and until when it waits', async () => {
    const seen: unknown[] = [];
    await payThrough([problem(503, 'overloaded', { 'retry-after': '10' }), accepted()], {
      onTrying: (attempt) => seen.push(attempt),
      onWaiting: ({ error, failures, until }) =>
        seen.push([failures, (error as ProblemError).code, until.toISOString()]),
    });

    expect(seen).toEqual([1, [1, 'overloaded', '2026-11-24T08:00:10.999Z'], 2]);
  });

  it('tries at once when it is asked to', async () => {
    const tryNow = ({ tryNow: now }: Waiting): void => now();
    await payThrough([problem(503, 'overloaded', { 'retry-after': '100' }), accepted()], { onWaiting: tryNow });

    expect(api.pauses).toEqual([0]);
  });

  it('writes any printable key as the header wants it', async () => {
    await payThrough([accepted()], { idempotencyKey: 'a "b" \\ c' });

    expect(api.header('idempotency-key')).toEqual(['"a \\"b\\" \\\\ c"']);
  });

  it.each(['', 'ключ', 'a\nb', 'x'.repeat(256)])('refuses %j as a key, and sends nothing', async (idempotencyKey) => {
    await expect(payThrough([], { idempotencyKey })).rejects.toThrow('1 to 255 printable ASCII characters');
    expect(api.questions).toEqual([]);
  });

  it('leaves no timer behind', async () => {
    await payThrough([noNetwork(), accepted()], { signal: new AbortController().signal });

    expect(jest.getTimerCount()).toBe(0);
  });

  it('takes an answer that is not JSON for none', async () => {
    const failed = payThrough([new Response('nonsense', { status: 202 })], { attempts: 1 });

    await expect(failed.catch((error: Error) => error.cause)).resolves.toBeInstanceOf(UnreachableError);
  });
});
