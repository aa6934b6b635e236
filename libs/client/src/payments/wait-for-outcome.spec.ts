import { PaymentsClient } from '../payments-client';
import {
  aPayment,
  json,
  noNetwork,
  problem,
  RECORDED,
  ScriptedApi,
  type Step,
  unchanged,
} from '../testing/scripted-api';
import { OutcomePendingError, type WaitOptions } from './wait-for-outcome';

const ID = aPayment().requestId;
const HELD = { 'preference-applied': 'wait=20' };

describe('waitForOutcome', () => {
  let api: ScriptedApi;

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-24T08:00:00.000Z') });
    jest.spyOn(Math, 'random').mockReturnValue(0.999_999);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  async function waitThrough(steps: readonly (Step | (() => Step))[], options: WaitOptions = {}) {
    api = new ScriptedApi(...steps);
    const client = new PaymentsClient({ baseUrl: '', fetch: api.fetch });
    const waited = client.waitForOutcome(ID, options).catch((error: unknown) => error as Error);
    await jest.runAllTimersAsync();
    const result = await waited;
    if (result instanceof Error) throw result;
    return result;
  }
  const seconds = () => api.pauses.map((milliseconds) => Math.round(milliseconds / 1_000));
  const queued = (headers: Record<string, string> = {}) =>
    json(200, aPayment({ status: 'queued' }), { etag: '"v2"', ...headers });
  const recorded = () => json(200, aPayment(RECORDED), { etag: '"v3"' });

  it('gives a payment that is final already, without asking twice', async () => {
    await expect(waitThrough([recorded()])).resolves.toEqual(aPayment(RECORDED));
    expect(api.questions[0]?.url).toBe(`/v1/payments/${ID}`);
  });

  it('asks once at once, then lets the service hold the question until there is news', async () => {
    await waitThrough([queued({ 'retry-after': '1' }), recorded()]);

    expect(api.header('prefer')).toEqual([null, 'wait=20']);
    expect(api.header('if-none-match')).toEqual([null, '"v2"']);
    expect(seconds()).toEqual([0]);
  });

  it('asks again when nothing changed, with the version that it knows', async () => {
    const nothing = () => unchanged({ etag: '"v2"', 'retry-after': '10', ...HELD });
    await waitThrough([queued(), nothing(), nothing(), recorded()]);

    expect(api.header('if-none-match')).toEqual([null, '"v2"', '"v2"', '"v2"']);
    expect(seconds()).toEqual([0, 1, 1]);
  });

  it('stays away for as long as it is asked to, when that is longer than a question is held', async () => {
    await waitThrough([queued({ 'retry-after': '45' }), recorded()]);

    expect(seconds()).toEqual([45]);
  });

  it.each([
    [{ 'retry-after': '3' }, 3],
    [{}, 2],
  ])('follows a service that does not hold questions, with %j', async (headers, pause) => {
    await waitThrough([queued(), unchanged({ etag: '"v2"', ...headers }), recorded()]);

    expect(seconds()).toEqual([0, pause]);
  });

  it('goes on after errors that pass, a little later each time', async () => {
    const waits: number[] = [];
    await waitThrough([noNetwork(), noNetwork(), problem(503, 'overloaded', { 'retry-after': '5' }), recorded()], {
      onWaiting: ({ failures }) => waits.push(failures),
    });

    expect(seconds()).toEqual([1, 2, 6]);
    expect(waits).toEqual([1, 2, 3]);
  });

  it('tells every change', async () => {
    const statuses: string[] = [];
    await waitThrough([queued(), unchanged(HELD), recorded()], { onPayment: ({ status }) => statuses.push(status) });

    expect(statuses).toEqual(['queued', 'recorded']);
  });

  it('ends when there is no such payment', async () => {
    await expect(waitThrough([problem(404, 'payment-not-found')])).rejects.toMatchObject({ status: 404 });
  });

  it('ends with what it knows when the time is up', async () => {
    const began = Date.now();
    const failed = waitThrough([queued(), 'silence'], { timeoutMs: 10_000 });

    await expect(failed).rejects.toBeInstanceOf(OutcomePendingError);
    await expect(failed).rejects.toMatchObject({ requestId: ID, payment: { status: 'queued' } });
    expect(Date.now() - began).toBe(10_000);
    expect(api.header('prefer')).toEqual([null, 'wait=9']);
  });

  it('does not outstay its time in a pause either', async () => {
    const began = Date.now();

    await expect(waitThrough([queued({ 'retry-after': '300' })], { timeoutMs: 10_000 })).rejects.toThrow(
      'not final yet',
    );
    expect(Date.now() - began).toBe(10_000);
  });

  it('ends at once when it is aborted, during a question', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('The page is gone.')), 3_000);

    await expect(waitThrough([queued(), 'silence'], { signal: controller.signal })).rejects.toThrow(
      'The page is gone.',
    );
  });

  it('ends at once when it is aborted, during a pause', async () => {
    const controller = new AbortController();
    const began = Date.now();
    setTimeout(() => controller.abort(new Error('The page is gone.')), 3_000);
    const waiting = waitThrough([queued({ 'retry-after': '60' })], { signal: controller.signal });

    await expect(waiting).rejects.toThrow('The page is gone.');
    expect(Date.now() - began).toBe(3_000);
    expect(jest.getTimerCount()).toBe(0);
  });
});
