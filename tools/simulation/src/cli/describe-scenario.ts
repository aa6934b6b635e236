import type { Scenario } from '../scenario/scenario';

/** Describes the input of a run. */
export function describeScenario(scenario: Scenario): string[] {
  const { faultRates, incidents, overdueRule, payments, retryPolicy } = scenario;
  const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(3)} s`;
  return [
    `Seed ${scenario.seed}: ${scenario.customerApis} customer-api, ${scenario.salesWorkers} sales-worker, ` +
      `${retryPolicy.maxAttempts} attempts, ` +
      (overdueRule === undefined ? 'no reconciliation' : `overdue after ${seconds(overdueRule.afterMilliseconds)}`),
    `Latency up to ${seconds(scenario.latencyMilliseconds)}, clocks off by up to ${seconds(scenario.clockSkewMilliseconds)}, ` +
      `trouble ends after ${seconds(scenario.troubleEndsAfterMilliseconds)}`,
    ...Object.entries(faultRates).map(([kind, rate]) => `  ${kind}: ${(rate * 100).toFixed(1)} % of the opportunities`),
    ...incidents.map(
      ({ afterMilliseconds, kind, lastsMilliseconds }) =>
        `  ${kind}: after ${seconds(afterMilliseconds)}, for ${seconds(lastsMilliseconds)}`,
    ),
    ...payments.map(({ order, startsAfterMilliseconds, trouble }) => {
      const { amount, billingPeriod, customerId, policyNumber } = order;
      const times = 'times' in trouble ? ` ${trouble.times} times` : '';
      const wrong = trouble.kind === 'none' ? '' : `, ${trouble.kind}${times}`;
      const what = `${amount.minorUnits} ${amount.currency} for ${policyNumber} ${billingPeriod}`;
      return `  ${customerId} pays ${what} after ${seconds(startsAfterMilliseconds)}${wrong}`;
    }),
  ];
}
