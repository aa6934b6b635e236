import type { Payment, PaymentOrder } from '@decouple/payments-domain';

/** The promise of a 202. */
export interface PaymentPromise {
  readonly requestId: string;
  readonly clientId: string;
  readonly idempotencyKey: string;
  readonly order: PaymentOrder;
}

/** All responses to clients, and the contradictions in them. */
export class Promises {
  readonly made = new Map<string, PaymentPromise>();
  readonly broken: string[] = [];
  private readonly idByKey = new Map<string, string>();
  private readonly lastSeen = new Map<string, Payment>();

  /** A 202 arrived. */
  accepted(promise: PaymentPromise): void {
    const { clientId, idempotencyKey, requestId } = promise;
    const key = `${clientId} ${idempotencyKey}`;
    const first = this.idByKey.get(key) ?? requestId;
    if (first !== requestId) {
      this.broken.push(`One key means one payment, but ${key} was answered with ${first} and then with ${requestId}.`);
    }
    this.idByKey.set(key, first);
    this.made.set(requestId, promise);
  }

  /** A status arrived. */
  saw(payment: Payment): void {
    const before = this.lastSeen.get(payment.id);
    this.lastSeen.set(payment.id, payment);
    if (before === undefined) return;
    const [was, is] = [before.state.status, payment.state.status];
    if ((was === 'recorded' || was === 'rejected') && is !== was) {
      this.broken.push(`A final status stays, but ${payment.id} was shown as ${was} and then as ${is}.`);
    }
    if (payment.version < before.version) {
      this.broken.push(`Versions grow, but ${payment.id} went from ${before.version} to ${payment.version}.`);
    }
  }
}
