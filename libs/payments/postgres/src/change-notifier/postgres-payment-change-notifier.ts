import type { Timers } from '@decouple/messaging-core';
import { Database } from '@decouple/messaging-postgres';
import type { PaymentChangeNotifier } from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { isPaymentId } from '../store/payment-row';
import { findOutdatedVersions, type KnownVersion } from './find-outdated-versions';

/** Soon enough for a person who looks at the screen; four small queries a second, however many wait. */
const POLL_INTERVAL_MILLISECONDS = 250;

export interface PostgresPaymentChangesOptions {
  readonly resource: string;
  readonly pollIntervalMilliseconds?: number;
  /** A poll of the database failed. Waiters keep waiting until their timeout. */
  readonly onPollFailed: (error: unknown) => void;
}

interface Waiter extends KnownVersion {
  readonly wake: () => void;
}

/**
 * Polls the versions of all payments that have waiters, in one query, and only while there are waiters. Changes
 * made by this process need not wait for the next look: see `notify`.
 */
export class PostgresPaymentChangeNotifier implements PaymentChangeNotifier {
  private readonly database: Database;
  private readonly waiters = new Set<Waiter>();
  private noWaiters = new AbortController();
  private polling = false;

  constructor(
    dataSource: DataSource,
    private readonly timers: Timers,
    private readonly options: PostgresPaymentChangesOptions,
  ) {
    this.database = new Database(dataSource, options.resource);
  }

  /** Says that the payment was written. */
  notify(id: string): void {
    for (const waiter of this.waiters) if (waiter.id === id) waiter.wake();
  }

  async waitForChange(id: string, version: number, timeoutMilliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || !isPaymentId(id)) return;
    const awake = new AbortController();
    const wake = (): void => awake.abort();
    const waiter: Waiter = { id, version, wake };
    this.waiters.add(waiter);
    signal.addEventListener('abort', wake, { once: true });
    if (!this.polling) void this.poll();
    try {
      await this.timers.sleep(timeoutMilliseconds, awake.signal);
    } finally {
      signal.removeEventListener('abort', wake);
      this.waiters.delete(waiter);
      if (this.waiters.size === 0) this.noWaiters.abort();
    }
  }

  /** Never rejects: a failure is reported, and the next look may succeed. */
  private async poll(): Promise<void> {
    this.polling = true;
    while (this.waiters.size > 0) {
      this.noWaiters = new AbortController();
      await this.wakeOutdated();
      const interval = this.options.pollIntervalMilliseconds ?? POLL_INTERVAL_MILLISECONDS;
      await this.timers.sleep(interval, this.noWaiters.signal);
    }
    this.polling = false;
  }

  private async wakeOutdated(): Promise<void> {
    try {
      for (const { wake } of await findOutdatedVersions(this.database, [...this.waiters])) wake();
    } catch (error) {
      this.options.onPollFailed(error);
    }
  }
}
