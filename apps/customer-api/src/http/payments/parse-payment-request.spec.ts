import { MAX_PROBLEM_LOCATIONS, Problem } from '@decouple/platform';
import { BODY_LIMIT_BYTES } from '../server/fastify-adapter';
import { parsePaymentRequest } from './parse-payment-request';
import { findCardNumbers, MAX_SEARCHED_CHARACTERS } from './refuse-card-numbers';

let searched = 0;
jest.mock('@decouple/platform', (): unknown => {
  const platform = jest.requireActual<typeof import('@decouple/platform')>('@decouple/platform');
  const containsCardNumber = (text: string): boolean => {
    searched += text.length;
    return platform.containsCardNumber(text);
  };
  return { ...platform, containsCardNumber };
});

const PAYMENT = {
  policyNumber: 'POL-100001',
  customerId: 'CUST-1001',
  billingPeriod: '2026-11',
  amount: { value: '4999', currency: 'EUR' },
  paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
};

function problemOf(body: unknown): Problem['facts'] {
  try {
    parsePaymentRequest(body);
  } catch (error) {
    if (error instanceof Problem) return error.facts;
    throw error;
  }
  throw new Error('accepted');
}

describe('parsePaymentRequest', () => {
  it('passes a valid payment', () => {
    expect(parsePaymentRequest(PAYMENT)).toMatchObject(PAYMENT);
  });

  it.each([
    ['#/policyNumber', { ...PAYMENT, policyNumber: 'pol 1' }],
    ['#/policyNumber', { ...PAYMENT, policyNumber: 17 }],
    ['#/customerId', { ...PAYMENT, customerId: undefined }],
    ['#/billingPeriod', { ...PAYMENT, billingPeriod: '2026-13' }],
    ['#/billingPeriod', { ...PAYMENT, billingPeriod: '2026-00' }],
    ['#/amount', { ...PAYMENT, amount: null }],
    ['#/amount', { ...PAYMENT, amount: [] }],
    ['#/amount', { ...PAYMENT, amount: '4999' }],
    ['#/amount/value', { ...PAYMENT, amount: { value: '-1', currency: 'EUR' } }],
    ['#/amount/value', { ...PAYMENT, amount: { value: '0', currency: 'EUR' } }],
    ['#/amount/value', { ...PAYMENT, amount: { value: '12.5', currency: 'EUR' } }],
    ['#/amount/value', { ...PAYMENT, amount: { value: 4999, currency: 'EUR' } }],
    ['#/amount/value', { ...PAYMENT, amount: { value: '1'.repeat(13), currency: 'EUR' } }],
    ['#/amount/currency', { ...PAYMENT, amount: { value: '1', currency: 'XXY' } }],
    ['#/amount/tip', { ...PAYMENT, amount: { value: '1', currency: 'EUR', tip: '1' } }],
    ['#/paymentMethod/type', { ...PAYMENT, paymentMethod: { type: 'cash', token: 'tok_1' } }],
    ['#/paymentMethod/token', { ...PAYMENT, paymentMethod: { type: 'card', token: '' } }],
    ['#/extra', { ...PAYMENT, extra: true }],
    ['#/x', { ...PAYMENT, x: { constructor: 'boom' } }],
    ['#/paymentMethod/constructor', { ...PAYMENT, paymentMethod: { ...PAYMENT.paymentMethod, constructor: 1 } }],
  ])('names %s', (pointer, body) => {
    expect(problemOf(body)).toMatchObject({ status: 400, code: 'validation-failed' });
    expect(problemOf(body).errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('names every bad property at once', () => {
    const { errors } = problemOf({ amount: { value: 'x', currency: 'y' }, surprise: 1 });
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '#/amount/currency',
      '#/amount/value',
      '#/billingPeriod',
      '#/customerId',
      '#/paymentMethod',
      '#/policyNumber',
      '#/surprise',
    ]);
  });

  it.each([undefined, null, 'text', 4, [PAYMENT]])('refuses %j, which is not an object', (body) => {
    expect(problemOf(body).errors).toEqual([{ pointer: '#', detail: 'must be a JSON object' }]);
  });

  it.each([
    ['#/paymentMethod/token', { ...PAYMENT, paymentMethod: { type: 'card', token: '4111111111111111' } }],
    ['#/paymentMethod/token', { ...PAYMENT, paymentMethod: { type: 'card', token: '4111 1111-1111 1111' } }],
    ['#/customerId', { ...PAYMENT, customerId: 'C-5500005555555559' }],
    ['#/note/0/pan', { ...PAYMENT, note: [{ pan: 4111111111111111 }] }],
    ['#/***', { ...PAYMENT, '4111111111111111': 1 }],
  ])('refuses the card number at %s and does not tell it back', (pointer, body) => {
    const facts = problemOf(body);
    expect(facts).toMatchObject({ status: 400, code: 'card-number-refused', errors: [{ pointer }] });
    expect(JSON.stringify(facts)).not.toMatch(/\d{6}/);
  });

  describe('the cost of a refusal', () => {
    const fill = (unit: string): string => unit.repeat(BODY_LIMIT_BYTES / unit.length);
    const HOSTILE: readonly [string, unknown][] = [
      ['a long text of short groups of digits', { x: fill('1 ') }],
      ['a long text of groups like those of cards', { ...PAYMENT, customerId: fill('4111 ') }],
      ['a long row of digits', { x: fill('4') }],
      ['a list of card numbers', { x: Array.from({ length: 200 }, () => '4111111111111111') }],
      ['a list of empty texts', { x: Array.from({ length: 1_000 }, () => '') }],
      ['a thousand names', Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`name${at}`, 1]))],
      ['card numbers below a long name', { [fill('a')]: Array.from({ length: 99 }, () => '4111111111111111') }],
    ];

    it.each(HOSTILE)('is bounded for %s', (_case, body) => {
      searched = 0;
      const { errors = [] } = problemOf(body);

      // Once for the rules, which end at what is too long, and once for the reason.
      expect(searched).toBeLessThanOrEqual(MAX_SEARCHED_CHARACTERS);
      expect(errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors.slice(0, MAX_PROBLEM_LOCATIONS)).length).toBeLessThan(3 * BODY_LIMIT_BYTES);
    });

    it('leaves no payment that obeys the rules unsearched', () => {
      const longest = {
        policyNumber: 'P'.repeat(32),
        customerId: 'C'.repeat(64),
        billingPeriod: '2026-11',
        amount: { value: '9'.repeat(12), currency: 'EUR' },
        paymentMethod: { type: 'direct-debit', token: `${'t'.repeat(112)}4111111111111111` },
      };

      expect(problemOf(longest).errors).toEqual([expect.objectContaining({ pointer: '#/paymentMethod/token' })]);
      expect(findCardNumbers(longest)).toHaveLength(1);
    });
  });
});
