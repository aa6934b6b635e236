import type { PhaseResult } from '../load/load-plan';
import type { Usage } from '../measure/usage-meter';

export interface JourneyAtLoad {
  readonly payments: number;
  readonly paymentsPerSecond: number;
  readonly sqsRequests: Readonly<Record<string, number>>;
  readonly transactions: { readonly customer: number; readonly sales: number };
  readonly usage: readonly Usage[];
}

export interface JourneyAtShare {
  readonly share: number;
  readonly phase: PhaseResult;
}
