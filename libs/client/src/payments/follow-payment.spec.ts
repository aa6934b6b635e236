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
import type { EventStream } from './follow-payment';
import type { Payment } from './payment';

const HELD = { 'preference-applied': 'wait=20', etag: '"v1"' };

class FakeStream implements EventStream {
  static opened: FakeStream[] = [];
  closed = false;
  readyState = 1;
  private readonly listeners = new Map<string, (event: { readonly data?: unknown }) => void>();

  constructor(readonly address: string) {
    FakeStream.opened.push(this);
  }

  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    this.closed = true;
  }

  tell(payment: Payment): void {
    this.listeners.get('status')?.({ data: JSON.stringify(payment) });
  }

  fail(): void {
    this.listeners.get('error')?.({});
  }
}

describe('following a payment', () => {
  let news: unknown[];
  let api: ScriptedApi;
  let end: () => void;

  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0.5);
    FakeStream.opened = [];
    news = [];
  });

  afterEach(() => {
    end();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  function follow(steps: readonly (Step | (() => Step))[], EventSource: typeof FakeStream | null = FakeStream): void {
    api = new ScriptedApi(...steps);
    const client = new PaymentsClient({ baseUrl: 'http://api.test', fetch: api.fetch, EventSource });
    end = client.followPayment('r 1', {
      onPayment: ({ status }) => news.push(status),
      onConnection: (connectedness) => news.push(connectedness),
      onProblem: (error) => news.push((error as Error).message),
    });
  }
  const stream = (): FakeStream => FakeStream.opened.at(-1) as FakeStream;
  const accepted = () => json(200, aPayment(), { etag: '"v1"' });
  const recorded = () => json(200, aPayment(RECORDED));

  it('tells what is pushed, and ends with the final status', () => {
    follow([]);
    stream().tell(aPayment({ status: 'queued' }));
    stream().tell(aPayment(RECORDED));
    stream().tell(aPayment(RECORDED));

    expect(stream().address).toBe('http://api.test/v1/payments/r%201/events');
    expect(news).toEqual(['live', 'queued', 'live', 'recorded']);
    expect(stream().closed).toBe(true);
  });

  it('asks where nothing can be pushed', async () => {
    follow([accepted(), unchanged(HELD), recorded()]);
    stream().fail();
    await jest.advanceTimersByTimeAsync(2_000);

    expect(news).toEqual(['polling', 'accepted', 'polling', 'polling', 'recorded']);
    expect(api.header('prefer')).toEqual([null, 'wait=20', 'wait=20']);
    expect(stream().closed).toBe(true);
  });

  it('asks where there is no EventSource, as on Node', async () => {
    follow([accepted(), recorded()], null);
    await jest.advanceTimersByTimeAsync(0);

    expect(news).toEqual(['polling', 'accepted', 'polling', 'recorded']);
  });

  it('lets a stream that has ended connect again by itself, as after the stop of an instance', async () => {
    follow([]);
    stream().tell(aPayment({ status: 'queued' }));
    stream().readyState = 0;
    stream().fail();
    await jest.advanceTimersByTimeAsync(6_999);
    stream().tell(aPayment(RECORDED));

    expect(FakeStream.opened).toHaveLength(1);
    expect(api.questions).toHaveLength(0);
    expect(news).toEqual(['live', 'queued', 'live', 'recorded']);
  });

  it.each([
    ['without news for 7 s', () => jest.advanceTimersByTimeAsync(7_000)],
    ['and fails', () => Promise.resolve(stream().fail())],
  ])('asks when a stream connects again %s', async (_how, meanwhile) => {
    follow([recorded()]);
    stream().tell(aPayment({ status: 'queued' }));
    stream().readyState = 0;
    stream().fail();
    await meanwhile();
    await jest.advanceTimersByTimeAsync(0);

    expect(stream().closed).toBe(true);
    expect(news).toEqual(['live', 'queued', 'polling', 'recorded']);
  });

  it('asks when a stream was closed for good', async () => {
    follow([recorded()]);
    stream().tell(aPayment({ status: 'queued' }));
    stream().readyState = 2;
    stream().fail();
    await jest.advanceTimersByTimeAsync(0);

    expect(news).toEqual(['live', 'queued', 'polling', 'recorded']);
  });

  it('asks when a proxy holds the stream back', async () => {
    follow([recorded()]);
    await jest.advanceTimersByTimeAsync(3_999);
    expect(news).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);

    expect(news).toEqual(['polling', 'recorded']);
  });

  it('goes on after an outage, and tries to listen again', async () => {
    const held = () => unchanged(HELD);
    follow([noNetwork(), problem(503, 'x'), accepted(), ...Array.from({ length: 30 }, () => held)]);
    stream().fail();
    await jest.advanceTimersByTimeAsync(40_000);

    expect(news.slice(0, 4)).toEqual(['lost', 'lost', 'polling', 'accepted']);
    expect(FakeStream.opened).toHaveLength(2);
    stream().tell(aPayment(RECORDED));
    expect(news.slice(-2)).toEqual(['live', 'recorded']);
  });

  it('leaves a service alone for as long as it asks to', async () => {
    follow([problem(503, 'x', { 'retry-after': '20' }), recorded()]);
    stream().fail();
    await jest.advanceTimersByTimeAsync(19_999);
    expect(api.questions).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1_000);

    expect(news).toEqual(['lost', 'polling', 'recorded']);
  });

  it('ends when there is no such payment', async () => {
    follow([problem(404, 'payment-not-found')]);
    stream().fail();
    await jest.advanceTimersByTimeAsync(10_000);

    expect(news).toEqual(['lost', 'About payment-not-found.']);
  });

  it('tells nothing any more when it was ended', async () => {
    follow([accepted()]);
    stream().fail();
    end();
    await jest.advanceTimersByTimeAsync(10_000);

    expect(news).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    ['with the one of the browser', {}, 1],
    ['with none where requests need headers that it cannot send', { headers: { authorization: 'x' } }, 0],
  ])('listens %s', (_case, settings, streams) => {
    Object.assign(globalThis, { EventSource: FakeStream });
    api = new ScriptedApi('silence');
    const client = new PaymentsClient({ baseUrl: '', fetch: api.fetch, ...settings });
    end = client.followPayment('r', { onPayment: () => undefined });
    Reflect.deleteProperty(globalThis, 'EventSource');

    expect(FakeStream.opened).toHaveLength(streams);
    expect(api.questions).toHaveLength(1 - streams);
  });
});
