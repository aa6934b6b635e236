import { aPayment } from '../testing/payment.builder';
import { type EventStream, followPayment } from './follow-payment';
import type { Payment } from './payments-api';
import { ProblemError, UnreachableError } from './problem';

class FakeStream implements EventStream {
  closed = false;
  private readonly listeners = new Map<string, (event: { readonly data?: unknown }) => void>();

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
  let streams: FakeStream[];
  let news: string[];
  let answers: (Payment | Error)[];
  let end: () => void;

  beforeEach(() => {
    jest.useFakeTimers();
    streams = [];
    news = [];
    answers = [];
    end = followPayment(
      {
        onPayment: ({ status }) => news.push(status),
        onConnection: (connection) => news.push(connection),
        onProblem: (error) => news.push(error.message),
      },
      {
        find: async () => {
          const answer = answers.shift() ?? aPayment();
          if (answer instanceof Error) throw answer;
          return answer;
        },
        openEvents: () => {
          const stream = new FakeStream();
          streams.push(stream);
          return stream;
        },
      },
    );
  });

  afterEach(() => {
    end();
    jest.useRealTimers();
  });

  const recorded = aPayment({ status: 'recorded', final: true });

  it('tells what is pushed, and ends with the final status', () => {
    streams[0]?.tell(aPayment({ status: 'queued' }));
    streams[0]?.tell(recorded);

    expect(news).toEqual(['live', 'queued', 'live', 'recorded']);
    expect(streams[0]?.closed).toBe(true);
  });

  it('asks where nothing can be pushed', async () => {
    answers = [aPayment(), recorded];
    streams[0]?.fail();
    await jest.advanceTimersByTimeAsync(2_000);

    expect(news).toEqual(['polling', 'accepted', 'polling', 'recorded']);
    expect(streams[0]?.closed).toBe(true);
  });

  it('asks when a proxy holds the stream back', async () => {
    answers = [recorded];
    await jest.advanceTimersByTimeAsync(4_000);

    expect(news).toEqual(['polling', 'recorded']);
  });

  it('goes on after an outage, and tries to listen again', async () => {
    answers = [new UnreachableError('gone'), new ProblemError(503, 'x', 'x', 'x')];
    streams[0]?.fail();
    await jest.advanceTimersByTimeAsync(40_000);

    expect(news.slice(0, 4)).toEqual(['lost', 'lost', 'polling', 'accepted']);
    expect(streams.length).toBeGreaterThan(1);
  });

  it('ends when there is no such payment', async () => {
    answers = [new ProblemError(404, 'payment-not-found', 'x', 'There is none.')];
    streams[0]?.fail();
    await jest.advanceTimersByTimeAsync(10_000);

    expect(news).toEqual(['lost', 'There is none.']);
  });

  it('tells nothing any more when it was ended', async () => {
    streams[0]?.fail();
    end();
    await jest.advanceTimersByTimeAsync(10_000);

    expect(news).toEqual([]);
  });
});
