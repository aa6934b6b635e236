import type { QueueGauge } from '@decouple/messaging-core';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { acceptedPayment, applyOutcome, type Payment } from '@decouple/payments-domain';
import { aPaymentOrder } from '@decouple/payments-domain/testing';
import { HISTORY_MILLISECONDS, PipelineHistory } from './pipeline-history';
import { SamplePipeline } from './sample-pipeline';

const COUNTS = { accepted: 1, queued: 2, delayed: 3, recorded: 40, rejected: 5, parked: 6 };

function setUp() {
  const clock = new VirtualClock();
  const history = new PipelineHistory();
  const queries = { counts: async () => COUNTS, page: async (): Promise<readonly Payment[]> => [] };
  const outbox = { backlog: async () => ({ count: 7, oldestAgeSeconds: 1 }) };
  const gauge: QueueGauge = { depths: async () => [{ queue: 'sales', waiting: 8, inFlight: 9 }] };
  const parts = { history, queries, outbox, gauge, clock, monotonic: clock };
  return { clock, history, parts, samplePipeline: new SamplePipeline(parts) };
}

/** Accepted now, and final after so many seconds. */
function paymentThatTakes(seconds: number, acceptedAt: Date): Payment {
  const id = `019400a0-5b3c-7d2e-8f10-2a4b6c8d${String(seconds).padStart(4, '0')}`;
  const payment = acceptedPayment({ id, clientId: 'a', idempotencyKey: id, order: aPaymentOrder(), acceptedAt });
  return applyOutcome(payment, { status: 'recorded' }, new Date(acceptedAt.getTime() + seconds * 1_000));
}

describe('sampling the pipeline', () => {
  it('tells how far the payments are', async () => {
    const { clock, history, samplePipeline } = setUp();
    await samplePipeline.execute();

    expect(history.after(undefined)).toEqual([
      { at: clock.now(), accepted: 57, recorded: 40, rejected: 5, outbox: 7, salesQueue: 8, criticalTime: undefined },
    ]);
  });

  it('measures the critical time on the payments of the last minute', async () => {
    const { clock, history, parts } = setUp();
    const asked: unknown[] = [];
    const page = async (query: { readonly after?: string | undefined; readonly limit: number }) => {
      asked.push(query);
      return Array.from({ length: 100 }, (_, index) => paymentThatTakes(index + 1, clock.now()));
    };
    await new SamplePipeline({ ...parts, queries: { ...parts.queries, page } }).execute();

    expect(history.after(undefined)[0]?.criticalTime).toEqual({ p50Seconds: 50, p99Seconds: 99 });
    const minuteAgo = (clock.now().getTime() - 60_000).toString(16).padStart(12, '0');
    const after = `${minuteAgo.slice(0, 8)}-${minuteAgo.slice(8)}-7000-8000-000000000000`;
    expect(asked).toEqual([{ after, limit: 200 }]);
  });

  it('leaves a gap where something cannot be asked', async () => {
    const { history, parts } = setUp();
    const down = () => Promise.reject(new Error('down'));
    const gauge = { depths: down };
    const queries = { counts: down, page: down };
    await new SamplePipeline({ ...parts, gauge, queries }).execute();

    const [sample] = history.after(undefined);
    expect(sample).toMatchObject({ outbox: 7 });
    expect(sample?.accepted).toBeUndefined();
    expect(sample?.salesQueue).toBeUndefined();
  });

  it('takes a fiftieth of the time at most', async () => {
    const { history, parts } = setUp();
    let now = 0;
    const monotonic = { milliseconds: () => now };
    const counts = async () => {
      now += 200;
      return COUNTS;
    };
    const samplePipeline = new SamplePipeline({ ...parts, monotonic, queries: { ...parts.queries, counts } });
    for (let second = 0; second < 60; second += 1) {
      await samplePipeline.execute();
      now += 1_000;
    }

    expect(history.after(undefined)).toHaveLength(6);
  });
});

describe('the history of the pipeline', () => {
  it('holds an hour, oldest first', () => {
    const history = new PipelineHistory();
    const start = Date.parse('2026-11-24T09:00:00.000Z');
    const moments = [0, 1, HISTORY_MILLISECONDS, HISTORY_MILLISECONDS + 1].map((later) => new Date(start + later));
    for (const at of moments) history.add({ at });

    expect(history.after(undefined)).toEqual(moments.slice(1).map((at) => ({ at })));
    expect(history.after(moments[2])).toEqual([{ at: moments[3] }]);
  });
});
