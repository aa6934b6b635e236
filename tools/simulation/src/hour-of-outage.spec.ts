import { DEFAULT_OUTBOX_RELAY_OPTIONS, DEFAULT_RETRY_POLICY } from '@decouple/messaging-core';
import { DEFAULT_OVERDUE_RULE, type OverdueRule } from '@decouple/payments-domain';
import { runSimulation } from './run-simulation';
import type { PlannedPayment } from './scenario/planned-payment';
import type { Scenario } from './scenario/scenario';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One payment a minute, from before the outage until after it. */
const PAYMENTS = Array.from({ length: 75 }, (_, index): PlannedPayment => {
  const policyNumber = `POL-${100_000 + index}`;
  return {
    clientId: 'mobile-app',
    idempotencyKey: `key-${index}`,
    order: {
      policyNumber,
      customerId: `CUST-${index}`,
      billingPeriod: '2026-11',
      amount: { minorUnits: BigInt(1_000 + index), currency: 'EUR' },
      method: { type: 'card', token: 'tok_simulated' },
    },
    startsAfterMilliseconds: index * MINUTE,
    maxTries: 1,
    repeats: false,
    otherOrder: undefined,
    trouble: { kind: 'none' },
  };
});

function outage(overdueRule: OverdueRule | undefined): Scenario {
  return {
    seed: 1,
    customerApis: 2,
    salesWorkers: 2,
    payments: PAYMENTS,
    retryPolicy: DEFAULT_RETRY_POLICY,
    overdueRule,
    relayBatchSize: DEFAULT_OUTBOX_RELAY_OPTIONS.batchSize,
    faultRates: {},
    incidents: [{ kind: 'sales database outage', afterMilliseconds: 5 * MINUTE, lastsMilliseconds: HOUR }],
    troubleEndsAfterMilliseconds: 80 * MINUTE,
    latencyMilliseconds: 20,
    clockSkewMilliseconds: 0,
  };
}

describe('an hour without the sales database', () => {
  it.each([
    ['without reconciliation', undefined],
    ['with reconciliation', DEFAULT_OVERDUE_RULE],
  ])('uses no attempt, creates no dead letter and loses no payment, %s', async (_how, rule) => {
    // The invariants include: no payment without planned trouble loses an attempt or becomes a dead letter.
    const { broken, journal, payments } = await runSimulation(outage(rule));

    expect(broken).toEqual([]);
    expect(payments).toBe(PAYMENTS.length);
    expect(journal.filter((line) => /gives .* back/.test(line)).length).toBeGreaterThan(0);
    expect(journal.filter((line) => /delays|dead letter/.test(line))).toEqual([]);
    expect(journal.filter((line) => /settles .*: done/.test(line)).length).toBe(2 * PAYMENTS.length);
  });

  it('stops the pulling until the database works again', async () => {
    const { journal } = await runSimulation(outage(undefined));
    const returned = journal.filter((line) => /gives .* back/.test(line));

    // Every worker may detect the outage once per batch in flight; none of them keeps trying for an hour.
    expect(returned.length).toBeLessThanOrEqual(8);
    expect(journal.filter((line) => line.includes('stops pulling'))).toHaveLength(2);
    expect(journal.filter((line) => line.includes('pulls again'))).toHaveLength(2);
  });
});
