import type { RetryPolicy } from '@decouple/messaging-core';
import type { OverdueRule } from '@decouple/payments-domain';
import type { IncidentKind } from './fault-kind';
import type { FaultRates } from './faults';
import type { PlannedPayment } from './planned-payment';

export interface Incident {
  readonly kind: IncidentKind;
  readonly afterMilliseconds: number;
  /** Duration of an outage; 0 for an incident without duration. */
  readonly lastsMilliseconds: number;
}

/** The input of a run. The seed also determines every random choice during it. */
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
  /** Maximum one-way latency between a process and a resource. */
  readonly latencyMilliseconds: number;
  /** How far the clock of a process may be off, in either direction. */
  readonly clockSkewMilliseconds: number;
}
