import type { Clock } from '@decouple/messaging-core';
import { paymentAcceptedMessage } from '../accept-payment/payment-accepted.message';
import type { ComparedPayment, PaymentRepairs, RepairAudit, RepairResult } from './payment-repairs.port';

/** Gentle to a service that has just been restored, and still 36,000 an hour. */
export const DEFAULT_RESENDS_PER_SECOND = 10;

export interface ResendPaymentsInput extends RepairAudit {
  readonly payments: readonly ComparedPayment[];
  readonly paymentsPerSecond?: number | undefined;
  readonly dryRun: boolean;
}

/**
 * Resends payments that are settled here and missing in the ledger, because the sales database was restored
 * from a backup. The message keeps its identity: a payment that the ledger knows after all is answered again and not
 * recorded again, and the answer changes nothing of a payment that is final.
 */
export class ResendPayments {
  constructor(
    private readonly repairs: PaymentRepairs,
    private readonly clock: Clock,
    /** Called after each commit: there is something to relay. */
    private readonly nudgeRelay: () => void,
  ) {}

  /** @throws InfrastructureError when the store cannot be reached; then the same call again is safe */
  async execute({ paymentsPerSecond, ...input }: ResendPaymentsInput): Promise<RepairResult> {
    const secondsApart = 1 / (paymentsPerSecond ?? DEFAULT_RESENDS_PER_SECOND);
    const request = { ...input, secondsApart, now: this.clock.now() };
    // The trace of the first message ended with it; the repair is another story about the same payment.
    const result = await this.repairs.resend(request, (payment) => paymentAcceptedMessage(payment, {}));
    if (!input.dryRun) this.nudgeRelay();
    return result;
  }
}
