import {
  PAYMENT_DELAYED_V1,
  PAYMENT_PARKED_V1,
  PAYMENT_RECORDED_V1,
  PAYMENT_REDRIVEN_V1,
  PAYMENT_REJECTED_V1,
  type SalesOutcome,
} from '@decouple/contracts';
import { type HandlerResult, PermanentError } from '@decouple/messaging-core';
import type { PaymentState } from '../payment/payment';
import { applyOutcome } from '../payment/payment-transitions';
import type { PaymentStore } from '../ports/payment-store.port';

/** Moves a payment by what sales says of it. Late, repeated and reordered answers change nothing they should not. */
export class ApplySalesOutcome {
  constructor(private readonly payments: PaymentStore) {}

  /** @throws PermanentError when the answer is about a payment that was never accepted here */
  async execute(outcome: SalesOutcome): Promise<HandlerResult> {
    const { state, at } = read(outcome);
    let changed = false;
    const payment = await this.payments.change(outcome.data.paymentId, (current) => {
      const next = applyOutcome(current, state, at);
      changed = next !== current;
      return next;
    });
    if (payment === undefined) {
      throw new PermanentError(
        'payment-unknown',
        `Sales answered to payment ${outcome.data.paymentId}, which is not known here.`,
      );
    }
    return changed ? 'done' : 'duplicate';
  }
}

function read(outcome: SalesOutcome): { state: PaymentState; at: Date } {
  switch (outcome.type) {
    case PAYMENT_RECORDED_V1:
      return { state: { status: 'recorded' }, at: new Date(outcome.data.recordedAt) };
    case PAYMENT_REJECTED_V1: {
      const { reason, rejectedAt } = outcome.data;
      return { state: { status: 'rejected', reason: { ...reason } }, at: new Date(rejectedAt) };
    }
    case PAYMENT_DELAYED_V1: {
      const { attempt, nextAttemptAt, reason, delayedAt } = outcome.data;
      const state = {
        status: 'delayed',
        attempt,
        nextAttemptAt: new Date(nextAttemptAt),
        reason: { ...reason },
      } as const;
      return { state, at: new Date(delayedAt) };
    }
    case PAYMENT_PARKED_V1: {
      const { attempts, reason, parkedAt } = outcome.data;
      return { state: { status: 'parked', attempts, reason: { ...reason } }, at: new Date(parkedAt) };
    }
    case PAYMENT_REDRIVEN_V1:
      return { state: { status: 'queued' }, at: new Date(outcome.data.redrivenAt) };
  }
}
