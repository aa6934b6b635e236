import type { Clock, OutgoingMessage } from '@decouple/messaging-core';
import type { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import type { Payment } from '../payment/payment';
import type {
  PaymentRepairs,
  RebuildRequest,
  RecordedRepair,
  RepairResult,
  ResendRequest,
  SkippedPayment,
} from '../repair-payments/payment-repairs.port';
import { whyNotResent, withoutRepetitions } from '../repair-payments/resend-rule';
import type { InMemoryPaymentStore } from './in-memory-payment-store';

interface NotedRepair extends RecordedRepair {
  readonly lastDueAt: number;
}

/** Repairs payments in memory. A synchronous step is atomic, so it needs no transactions. */
export class InMemoryPaymentRepairs implements PaymentRepairs {
  private readonly resentAt = new Map<string, Date>();
  private audit: readonly NotedRepair[] = [];
  private noted = 0;
  private lastDueAt = 0;

  constructor(
    private readonly payments: InMemoryPaymentStore,
    private readonly outbox: InMemoryOutboxStore,
    private readonly clock: Clock,
  ) {}

  async resend(request: ResendRequest, message: (payment: Payment) => OutgoingMessage): Promise<RepairResult> {
    const skipped: SkippedPayment[] = [];
    const meant: Payment[] = [];
    for (const compared of withoutRepetitions(request.payments)) {
      const payment = this.payments.findNow(compared.id);
      const waiting = payment !== undefined && this.outbox.holdsNow(message(payment));
      const lastResentAt = this.resentAt.get(compared.id);
      const why = whyNotResent(compared, { payment, lastResentAt, waiting }, request.now);
      if (why !== undefined) skipped.push({ id: compared.id, why });
      else if (payment !== undefined) meant.push(payment);
    }
    const now = this.clock.now().getTime();
    const firstDelay = Math.max(0, (this.lastDueAt - now) / 1_000 + request.secondsApart);
    const delayOf = (place: number): number => firstDelay + place * request.secondsApart;
    const result = {
      repaired: meant.map(({ id }) => id),
      skipped,
      spreadSeconds: meant.length === 0 ? 0 : delayOf(meant.length - 1),
    };
    if (request.dryRun) return result;
    const messages = meant.map(message);
    messages.forEach((one, place) => this.outbox.addNow([one], delayOf(place) * 1_000));
    for (const { id } of meant) this.resentAt.set(id, request.now);
    if (meant.length > 0) this.lastDueAt = now + result.spreadSeconds * 1_000;
    this.note('resend', request, result);
    return result;
  }

  async rebuild(request: RebuildRequest): Promise<RepairResult> {
    const unknown = request.payments.filter(({ id }) => this.payments.findNow(id) === undefined);
    const known = request.payments.filter((payment) => !unknown.includes(payment));
    const result: RepairResult = {
      repaired: unknown.map(({ id }) => id),
      skipped: known.map(({ id }) => ({ id, why: 'known' })),
      spreadSeconds: 0,
    };
    if (request.dryRun) return result;
    for (const payment of unknown) this.payments.addNow(payment);
    this.note('rebuild', request, result);
    return result;
  }

  async repairs(limit: number): Promise<readonly RecordedRepair[]> {
    return [...this.audit]
      .reverse()
      .slice(0, limit)
      .map(({ lastDueAt: _lastDueAt, ...repair }) => repair);
  }

  async deleteOlderThan(moment: Date, limit: number): Promise<number> {
    const isOld = ({ lastDueAt, repairedAt }: NotedRepair): boolean =>
      Math.max(lastDueAt, repairedAt.getTime()) < moment.getTime();
    const forgotten = new Set(this.audit.filter(isOld).slice(0, limit));
    this.audit = this.audit.filter((repair) => !forgotten.has(repair));
    return forgotten.size;
  }

  private note(
    action: RecordedRepair['action'],
    { operator, reason }: ResendRequest | RebuildRequest,
    { repaired, skipped, spreadSeconds }: RepairResult,
  ): void {
    this.noted += 1;
    const repairedAt = this.clock.now();
    const lastDueAt = repairedAt.getTime() + spreadSeconds * 1_000;
    const repairId = String(this.noted);
    this.audit = [...this.audit, { repairId, action, operator, reason, repaired, skipped, repairedAt, lastDueAt }];
  }
}
