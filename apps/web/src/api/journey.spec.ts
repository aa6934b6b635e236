import { aPayment } from '../testing/payment.builder';
import { attemptsOf, journeyOf } from './journey';

const AT = '2026-11-24T08:00:00.000Z';
const gone = () => Promise.reject(new Error('gone'));
const DEAD_LETTER = {
  id: '7',
  queue: 'sales',
  source: 'any',
  messageId: 'm',
  reasonCode: 'any',
  errorClass: 'Error',
  errorMessage: 'any',
  attempts: 1,
  firstSeenAt: AT,
  lastSeenAt: AT,
};
const api = { payment: async () => aPayment(), deadLetters: async () => [] };
const worker = { ledgerEntry: async () => undefined, deadLetters: async () => [DEAD_LETTER] };

describe('journeyOf', () => {
  it('combines the data of both services', async () => {
    expect(await journeyOf('m', api, worker)).toEqual({
      payment: aPayment(),
      ledger: undefined,
      deadLetters: [{ ...DEAD_LETTER, service: 'sales-worker' }],
      silent: [],
    });
  });

  it('names the service whose data is missing', async () => {
    const journey = await journeyOf('m', api, { ledgerEntry: gone, deadLetters: async () => [] });

    expect(journey).toMatchObject({ payment: { requestId: aPayment().requestId }, silent: ['sales-worker'] });
  });

  it('fails if both services fail', async () => {
    const silent = { payment: gone, ledgerEntry: gone, deadLetters: gone };
    await expect(journeyOf('m', silent, silent)).rejects.toThrow('gone');
  });
});

describe('attemptsOf', () => {
  const delayed = (attempt: number) => ({ status: 'delayed', at: AT, attempt }) as const;
  const [accepted, recorded] = [{ status: 'accepted', at: AT } as const, { status: 'recorded', at: AT } as const];

  it.each([
    [undefined, false, [accepted]],
    [2, false, [accepted, delayed(1), delayed(2)]],
    [1, true, [accepted, recorded]],
    [3, true, [accepted, delayed(1), delayed(2), recorded]],
  ])('returns %s (final: %s)', (attempts, final, timeline) => {
    expect(attemptsOf({ final, timeline })).toBe(attempts);
  });
});
