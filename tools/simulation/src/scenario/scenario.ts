import type { RetryPolicy } from '@decouple/messaging-core';
import type { OverdueRule } from '@decouple/payments-domain';
import type { IncidentKind } from './fault-kind';
import type { FaultRates } from './faults';
import type { PlannedPayment } from './planned-payment';

export interface Incident {
  readonly kind: IncidentKind;
  readonly afterMilliseconds: number;
  /** Of an outage; 0 for what has no duration. */
  readonly lastsMilliseconds: number;
}

/** Everything that a run is told beforehand. What happens then by chance follows from the seed, too. */
export interface Scenario {
  readonly seed: number;
  readonly customerApis: number;
  readonly salesWorkers: number;
  readonly payments: readonly PlannedPayment[];
  readonly retryPolicy: RetryPolicy;
  /** Undefined: no reconciliation, so nothing hides what delivery loses. */
  readonly overdueRule: OverdueRule | undefined;
  /** Messages that a relay claims at once. */
  readonly relayBatchSize: number;
  readonly faultRates: FaultRates;
  readonly incidents: readonly Incident[];
  /** From then on nothing goes wrong any more. */
  readonly troubleEndsAfterMilliseconds: number;
  /** Longest time of one way between a process and what it calls. */
  readonly latencyMilliseconds: number;
  /** How far the clock of a process may be off, in either direction. */
  readonly clockSkewMilliseconds: number;
}
