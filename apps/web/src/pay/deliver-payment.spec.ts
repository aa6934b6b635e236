import { ProblemError, UnreachableError } from '../api/problem';
import { anOrder, aPayment } from '../testing/payment.builder';
import { deliverPayment } from './deliver-payment';

const UNFINISHED = { idempotencyKey: 'key-1', order: anOrder(), startedAt: '2026-11-24T08:00:00.000Z' };
const WATCHER = { trying: () => undefined, waiting: () => undefined };

describe('the delivery of a payment', () => {
  const keys: string[] = [];
  const pauses: number[] = [];
  const pause = async (seconds: number): Promise<void> => void pauses.push(seconds);

  beforeEach(() => {
    keys.length = 0;
    pauses.length = 0;
  });

  function apiThat(...answers: readonly unknown[]) {
    return {
      pay: async (_order: unknown, key: string) => {
        const answer = answers[keys.length];
        keys.push(key);
        if (answer instanceof Error) throw answer;
        return answer as ReturnType<typeof aPayment>;
      },
    };
  }

  const deliver = (api: ReturnType<typeof apiThat>, signal = new AbortController().signal) =>
    deliverPayment(api, UNFINISHED, WATCHER, pause, signal);

  it('repeats with the same key until somebody answers', async () => {
    const lost = new UnreachableError('gone');

    await expect(deliver(apiThat(lost, lost, lost, aPayment()))).resolves.toEqual(aPayment());
    expect(keys).toEqual(['key-1', 'key-1', 'key-1', 'key-1']);
    expect(pauses).toEqual([1, 2, 4]);
  });

  it.each([408, 409, 429, 500, 503])('repeats after a %s', async (status) => {
    await expect(deliver(apiThat(new ProblemError(status, 'x', 'x', 'x'), aPayment()))).resolves.toEqual(aPayment());
  });

  it('waits as long as it is asked to', async () => {
    await deliver(apiThat(new ProblemError(503, 'overloaded', 'x', 'x', [], 7), aPayment()));

    expect(pauses).toEqual([7]);
  });

  it.each([400, 404, 413, 422])('takes a %s for an answer', async (status) => {
    const refusal = new ProblemError(status, 'x', 'x', 'x');

    await expect(deliver(apiThat(refusal, aPayment()))).rejects.toBe(refusal);
    expect(keys).toHaveLength(1);
  });

  it('sends nothing any more when it is given up', async () => {
    const giveUp = new AbortController();
    giveUp.abort();

    await expect(deliver(apiThat(aPayment()), giveUp.signal)).rejects.toThrow();
    expect(keys).toEqual([]);
  });
});
