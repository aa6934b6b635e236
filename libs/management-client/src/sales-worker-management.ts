import type { ConnectionSettings } from '@decouple/client';
import type { LedgerEntry, MonthlyTotal, PageQuery, PolicyHistory } from './documents';
import { ManagementClient } from './management-client';

/** The management API of sales-worker. */
export class SalesWorkerManagement extends ManagementClient {
  constructor(settings: ConnectionSettings) {
    super('sales-worker', settings);
  }

  /** All decisions, in the order of their payments' ids. */
  async ledgerEntries(page: PageQuery): Promise<readonly LedgerEntry[]> {
    return (await this.get<{ readonly entries: readonly LedgerEntry[] }>('/v1/ledger-entries', { ...page })).entries;
  }

  ledgerEntry(paymentId: string): Promise<LedgerEntry | undefined> {
    return this.find<LedgerEntry>(`/v1/ledger-entries/${encodeURIComponent(paymentId)}`);
  }

  /** Nothing holds it: it may have changed when sales decides. */
  policyHistory(policyNumber: string, billingPeriod: string): Promise<PolicyHistory> {
    return this.get<PolicyHistory>('/v1/policy-history', { policyNumber, billingPeriod });
  }

  async monthlyTotals(): Promise<readonly MonthlyTotal[]> {
    return (await this.get<{ readonly totals: readonly MonthlyTotal[] }>('/v1/monthly-totals')).totals;
  }
}
