import type { Payment, PaymentOrder, ReasonGiven } from '../payment/payment';
import { acceptedPayment, applyOutcome } from '../payment/payment-transitions';
import type { PaymentRepairs, RepairAudit, RepairResult } from './payment-repairs.port';

/** A payment as the ledger knows it. */
export interface LedgerFacts {
  readonly id: string;
  readonly order: Omit<PaymentOrder, 'method'>;
  readonly methodType: PaymentOrder['method']['type'];
  readonly acceptedAt: Date;
  readonly decidedAt: Date;
  readonly outcome: { readonly status: 'recorded' } | { readonly status: 'rejected'; readonly reason: ReasonGiven };
}

export interface RebuildPaymentsInput extends RepairAudit {
  readonly entries: readonly LedgerFacts[];
  readonly dryRun: boolean;
}

/**
 * Whose payment it was is lost: sales is never told. No client can have this id, for a client id begins with a letter or a
 * digit, so nobody sees the payments of others.
 */
export const LOST_CLIENT_ID = '(lost in a restore)';

/** The provider's token is lost too. Nothing uses it after a payment was accepted. */
const LOST_TOKEN = '(lost in a restore)';

/**
 * Stores payments again that were accepted after the backup from which the customer database was restored, as far as the
 * ledger tells of them. Only the client, the idempotency key, the token and the trace are lost.
 */
export class RebuildPayments {
  constructor(private readonly repairs: PaymentRepairs) {}

  /** @throws InfrastructureError when the store cannot be reached; then the same call again is safe */
  execute({ entries, ...request }: RebuildPaymentsInput): Promise<RepairResult> {
    return this.repairs.rebuild({ ...request, payments: entries.map(rebuilt) });
  }
}

function rebuilt({ acceptedAt, decidedAt, id, methodType, order, outcome }: LedgerFacts): Payment {
  const accepted = acceptedPayment({
    id,
    clientId: LOST_CLIENT_ID,
    idempotencyKey: `lost:${id}`,
    order: { ...order, method: { type: methodType, token: LOST_TOKEN } },
    acceptedAt,
  });
  return applyOutcome(accepted, outcome, decidedAt);
}
