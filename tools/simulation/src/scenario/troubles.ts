import { type MonotonicClock, PermanentError } from '@decouple/messaging-core';
import type { PlannedPayment, Trouble } from './planned-payment';

/** Makes the handler fail on the payments that are meant to. */
export class Troubles {
  private readonly failures = new Map<string, number>();
  private readonly refusals = new Map<string, number>();
  private readonly byCustomer: Map<string, PlannedPayment>;
  private readonly startedAt: number;

  constructor(
    payments: readonly PlannedPayment[],
    private readonly clock: MonotonicClock,
  ) {
    this.byCustomer = new Map(payments.map((payment) => [payment.order.customerId, payment]));
    this.startedAt = clock.milliseconds();
  }

  /** @throws Error what the handler of this payment would throw now, before it has done anything */
  strikeBefore(customerId: string): void {
    const trouble = this.troubleOf(customerId);
    const failures = this.failures.get(customerId) ?? 0;
    this.failures.set(customerId, failures + 1);
    switch (trouble?.kind) {
      case 'fails':
        if (failures < trouble.times) throw new RangeError('premium is out of range');
        break;
      case 'fails until':
        if (this.clock.milliseconds() < this.startedAt + trouble.afterMilliseconds)
          throw new RangeError('no tariff yet');
        break;
      case 'always fails':
        throw new TypeError('premium is not a function');
      case 'cannot be handled':
        throw new PermanentError('payment-unusable', 'Sales cannot make sense of this payment.');
      case 'fails after recording':
      case 'refused by the broker':
      case 'none':
      case undefined:
        break;
    }
  }

  /** @throws Error what the handler of this payment would throw when its work is done */
  strikeAfter(customerId: string): void {
    if (this.troubleOf(customerId)?.kind === 'fails after recording') throw new TypeError('log is not a function');
  }

  /** Whether the broker refuses this payment's message now. */
  refuses(customerId: string): boolean {
    const trouble = this.troubleOf(customerId);
    if (trouble?.kind !== 'refused by the broker') return false;
    const refusals = this.refusals.get(customerId) ?? 0;
    this.refusals.set(customerId, refusals + 1);
    return refusals < trouble.times;
  }

  private troubleOf(customerId: string): Trouble | undefined {
    return this.byCustomer.get(customerId)?.trouble;
  }
}
