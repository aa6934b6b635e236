import { DEFAULT_OUTBOX_RELAY_OPTIONS, DEFAULT_RETRY_POLICY, type RetryPolicy } from '@decouple/messaging-core';
import { DEFAULT_OVERDUE_RULE, type OverdueRule } from '@decouple/payments-domain';
import { SeededRandomness } from '@decouple/messaging-core/testing';
import { Chance } from '../chance/chance';
import { FAULT_KINDS, type FaultKind, INCIDENT_KINDS, type IncidentKind } from './fault-kind';
import type { FaultRates } from './faults';
import { planPayments } from './plan-payments';
import type { Incident, Scenario } from './scenario';

const RETRY_POLICIES: readonly RetryPolicy[] = [
  DEFAULT_RETRY_POLICY,
  { maxAttempts: 3, baseSeconds: 2, capSeconds: 900 },
  { maxAttempts: 4, baseSeconds: 1, capSeconds: 4 },
];
const OVERDUE_RULES: readonly OverdueRule[] = [
  DEFAULT_OVERDUE_RULE,
  { afterMilliseconds: 30_000, capMilliseconds: 120_000 },
];

/** Of those kinds that a run has at all. A kind that is left out lets the others get further. */
const FAULT_RATES = [0.005, 0.02, 0.08];
const OUTAGE_MILLISECONDS = { least: 500, most: 90_000 };
const TROUBLE_MILLISECONDS = { least: 10_000, most: 120_000 };
const MAX_INCIDENTS = 4;
/** Far more than between two attempts: no order may come from comparing the clocks of two processes. */
const MAX_CLOCK_SKEW_MILLISECONDS = 120_000;

/** Redelivery alone cannot replace a message that no queue or outbox holds. */
const NEEDS_RECONCILIATION: readonly IncidentKind[] = ['broker lost all messages'];

/** What a seed stands for. */
export function planScenario(seed: number): Scenario {
  const chance = new Chance(new SeededRandomness(seed));
  const troubleEndsAfterMilliseconds = chance.integer(TROUBLE_MILLISECONDS.least, TROUBLE_MILLISECONDS.most);
  const retryPolicy = chance.pick(RETRY_POLICIES);
  const overdueRule = chance.happens(0.5) ? chance.pick(OVERDUE_RULES) : undefined;
  const faultRates = planFaultRates(chance);
  return {
    seed,
    customerApis: chance.integer(1, 2),
    salesWorkers: chance.integer(1, 3),
    payments: planPayments(chance, troubleEndsAfterMilliseconds, retryPolicy),
    retryPolicy,
    overdueRule,
    relayBatchSize: chance.pick([DEFAULT_OUTBOX_RELAY_OPTIONS.batchSize, 2]),
    faultRates,
    incidents: planIncidents(chance, troubleEndsAfterMilliseconds, overdueRule !== undefined),
    troubleEndsAfterMilliseconds,
    latencyMilliseconds: chance.pick([1, 10, 200]),
    clockSkewMilliseconds: chance.pick([0, 400, MAX_CLOCK_SKEW_MILLISECONDS]),
  };
}

function planFaultRates(chance: Chance): FaultRates {
  const rates: Partial<Record<FaultKind, number>> = {};
  for (const kind of FAULT_KINDS) if (chance.happens(0.5)) rates[kind] = chance.pick(FAULT_RATES);
  return rates;
}

function planIncidents(chance: Chance, withinMilliseconds: number, reconciled: boolean): Incident[] {
  const kinds = INCIDENT_KINDS.filter((kind) => reconciled || !NEEDS_RECONCILIATION.includes(kind));
  return Array.from({ length: chance.integer(0, MAX_INCIDENTS) }, () => ({
    kind: chance.pick(kinds),
    afterMilliseconds: chance.integer(0, withinMilliseconds),
    lastsMilliseconds: chance.integer(OUTAGE_MILLISECONDS.least, OUTAGE_MILLISECONDS.most),
  }));
}
