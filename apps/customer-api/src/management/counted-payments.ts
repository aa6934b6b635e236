import type { PaymentCounts, PaymentRegister } from '@decouple/payments-domain';

/** Of the time, what counting may take of the database: the larger the register, the older a count may be. */
const SHARE = 0.05;

/** Counts the payments as often as somebody asks, but spends no more than a share of the time on it. */
export class CountedPayments {
  private last: Promise<PaymentCounts> | undefined;
  private validUntil = 0;

  constructor(
    private readonly register: Pick<PaymentRegister, 'counts'>,
    private readonly now: () => Date,
  ) {}

  /** Rejects while the register cannot be read; the next call asks again. */
  counts(): Promise<PaymentCounts> {
    const askedAt = this.now().getTime();
    if (this.last !== undefined && askedAt < this.validUntil) return this.last;
    this.validUntil = Number.POSITIVE_INFINITY;
    const counting = this.register.counts();
    this.last = counting;
    counting.then(
      () => {
        const finishedAt = this.now().getTime();
        this.validUntil = finishedAt + (finishedAt - askedAt) / SHARE;
      },
      () => (this.validUntil = 0),
    );
    return counting;
  }
}
