import { Connection, type ConnectionSettings } from './http/connection';
import { followPayment, type PaymentFollower, type EventStream } from './payments/follow-payment';
import { type AcceptedPayment, pay, type PayOptions } from './payments/pay';
import type { Payment, PaymentPage, PaymentQuery, PaymentRequest } from './payments/payment';
import { paymentPath, PaymentWatch } from './payments/payment-watch';
import { waitForOutcome, type WaitOptions } from './payments/wait-for-outcome';
import { DEFAULT_BACKOFF } from './retry/backoff';
import { repeat, type RetryOptions, type RetryRule } from './retry/repeat';

export interface ClientSettings extends ConnectionSettings, Partial<RetryRule> {
  /** Instead of the browser's own; `null` for none. */
  readonly EventSource?: (new (address: string) => EventStream) | null;
}

const DEFAULT_RULE: RetryRule = { ...DEFAULT_BACKOFF, attempts: 5, timeoutMs: 120_000, attemptTimeoutMs: 30_000 };

/**
 * The payments API. Every method repeats what fails in a passing way (no network, 429, 5xx), with backoff and within
 * bounds, and throws ProblemError when the service says no.
 */
export class PaymentsClient {
  private readonly connection: Connection;
  private readonly rule: RetryRule;

  constructor(private readonly settings: ClientSettings) {
    this.connection = new Connection(settings);
    const { attemptTimeoutMs, attempts, firstPauseMs, longestPauseMs, timeoutMs } = { ...DEFAULT_RULE, ...settings };
    this.rule = { attemptTimeoutMs, attempts, firstPauseMs, longestPauseMs, timeoutMs };
  }

  /** Pays once, however often it has to be sent. */
  pay(request: PaymentRequest, options: PayOptions = {}): Promise<AcceptedPayment> {
    return pay(this.connection, this.rule, request, options);
  }

  /** Waits until the payment is recorded or rejected. */
  waitForOutcome(requestId: string, options: WaitOptions = {}): Promise<Payment> {
    return waitForOutcome(this.connection, this.rule, requestId, options);
  }

  /** Where a payment stands now. */
  getPayment(requestId: string, options: RetryOptions = {}): Promise<Payment> {
    return this.read<Payment>(paymentPath(requestId), options);
  }

  /** One page of payments, newest first; the next one is at `cursor: page.nextCursor`. */
  listPage(query: PaymentQuery = {}, options: RetryOptions = {}): Promise<PaymentPage> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const parameters = new URLSearchParams(given).toString();
    return this.read<PaymentPage>(`/v1/payments${parameters === '' ? '' : `?${parameters}`}`, options);
  }

  /** All payments, newest first; `limit` is how many are fetched at a time. */
  async *listPayments(query: PaymentQuery = {}, options: RetryOptions = {}): AsyncGenerator<Payment, void, undefined> {
    for (let page = await this.listPage(query, options); ;) {
      yield* page.payments;
      if (page.nextCursor === undefined) return;
      page = await this.listPage({ ...query, cursor: page.nextCursor }, options);
    }
  }

  /**
   * Tells the payment as it is and at every change, until it is final: pushed by the service where there is an
   * EventSource, and asked for where there is none or it does not get through.
   *
   * @returns ends it
   */
  followPayment(requestId: string, follower: PaymentFollower): () => void {
    const watch = new PaymentWatch(this.connection, requestId, this.rule.attemptTimeoutMs);
    const Events = this.eventSource();
    const address = `${this.connection.baseUrl}${paymentPath(requestId)}/events`;
    return followPayment(follower, { watch, openEvents: Events && (() => new Events(address)) });
  }

  private eventSource(): (new (address: string) => EventStream) | undefined {
    if (this.settings.EventSource !== undefined) return this.settings.EventSource ?? undefined;
    // It cannot send headers, so it would not be let in where they are needed.
    return typeof EventSource === 'undefined' || this.connection.hasHeaders ? undefined : EventSource;
  }

  private async read<Document>(path: string, options: RetryOptions): Promise<Document> {
    const { signal } = options;
    const ask = (timeoutMs: number) => this.connection.ask({ path, signal, timeoutMs });
    return (await repeat(ask, this.rule, options)).document as Document;
  }
}
