import type { OverduePayments } from './overdue-payments.port';
import { type OverdueReason, overdueReason, type OverdueRule } from './overdue-rule';
import { requestOf } from './request-of';

export interface ReemittedPayment {
  readonly requestId: string;
  readonly why: OverdueReason;
}

/** Payments published again in one transaction. */
const BATCH_SIZE = 200;

/** Batches of one run: a large backlog is worked off over several runs, so that it does not flood the queue at once. */
const MAX_BATCHES = 25;

/**
 * Reconciliation: publishes payments again that have no final reply in time. The message keeps its identity, so a
 * payment that sales knows is answered again and not recorded again. This is what makes losing the whole queue harmless.
 */
export class RepublishOverduePayments {
  constructor(
    private readonly overdue: OverduePayments,
    private readonly rule: OverdueRule,
    /** Called after each commit: there is something to relay. */
    private readonly nudgeRelay: () => void,
  ) {}

  /** @throws InfrastructureError when the store cannot be reached; what was published before stays published */
  async execute(): Promise<readonly ReemittedPayment[]> {
    const reemitted: ReemittedPayment[] = [];
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const selection = { rule: this.rule, limit: BATCH_SIZE };
      const payments = await this.overdue.republish(selection, requestOf);
      if (payments.length > 0) this.nudgeRelay();
      reemitted.push(...payments.map((payment) => ({ requestId: payment.id, why: overdueReason(payment) })));
      if (payments.length < BATCH_SIZE) break;
    }
    return reemitted;
  }
}
