import { SeededRandomness } from '@decouple/messaging-core/testing';
import { PaymentOrders } from './payment-order';

describe('PaymentOrders', () => {
  const many = (seed: number, count = 5_000) => {
    const orders = new PaymentOrders(seed, new SeededRandomness(seed), new Date('2026-11-22T10:00:00Z'));
    return Array.from({ length: count }, () => orders.next());
  };

  it('are the same for the same seed, each with its own key', () => {
    expect(many(1)).toEqual(many(1));
    expect(new Set(many(1).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(5_000);
  });

  it('pay some months twice, some policies in a second currency, and no month that sales rejects', () => {
    const orders = many(2);
    const months = new Set(orders.map(({ billingPeriod, policyNumber }) => `${policyNumber} ${billingPeriod}`));
    expect(months.size).toBeLessThan(4_900);
    expect(new Set(orders.map(({ currency }) => currency))).toEqual(new Set(['EUR', 'USD']));
    const periods = orders.map(({ billingPeriod }) => billingPeriod).sort();
    expect([periods[0], periods.at(-1)]).toEqual(['2024-12', '2028-10']);
    expect(orders.filter(({ amountMinor }) => !/^[1-9][0-9]*$/.test(amountMinor))).toEqual([]);
  });
});
