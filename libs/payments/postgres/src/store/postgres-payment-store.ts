import type { OutgoingMessage } from '@decouple/messaging-core';
import { Database, GroupCommit, type GroupCommitOptions } from '@decouple/messaging-postgres';
import type {
  ChangedPayment,
  Payment,
  PaymentChange,
  PaymentQuery,
  PaymentStore,
  StoreResult,
} from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { addPayments } from './add-payments';
import { changePayments, type RequestedChange } from './change-payments';
import type { NewPayment } from './insert-payments';
import { isPaymentId } from './payment-row';
import { findPayments, listPayments, type PaymentOfClient } from './payments.sql';

export interface PostgresPaymentStoreOptions extends GroupCommitOptions {
  /** Called for every payment that `change` has written, after the commit. */
  readonly onChange?: (id: string) => void;
}

/** Payments in a table. Concurrent calls share a statement. */
export class PostgresPaymentStore implements PaymentStore {
  private readonly database: Database;
  private readonly additions: GroupCommit<NewPayment, StoreResult>;
  private readonly changes: GroupCommit<RequestedChange, ChangedPayment | undefined>;
  private readonly lookUps: GroupCommit<PaymentOfClient, Payment | undefined>;

  constructor(
    dataSource: DataSource,
    private readonly options: PostgresPaymentStoreOptions,
  ) {
    this.database = new Database(dataSource, options.resource);
    this.additions = new GroupCommit((group) => addPayments(this.database, group), options);
    this.changes = new GroupCommit((group) => this.changeGroup(group), options);
    // Nothing to commit, but the same gain: clients poll, so this is the call that comes most.
    this.lookUps = new GroupCommit((group) => findPayments(this.database, group), options);
  }

  /** @param payment one just accepted: what may have happened to it since is not stored */
  add(payment: Payment, message: OutgoingMessage): Promise<StoreResult> {
    const { id, state } = payment;
    if (state.status !== 'accepted')
      return Promise.reject(new Error(`Payment ${id} is ${state.status}: too late to add it.`));
    return this.additions.submit({ payment, message });
  }

  async find(clientId: string, id: string): Promise<Payment | undefined> {
    return isPaymentId(id) ? this.lookUps.submit({ clientId, id }) : undefined;
  }

  async list(query: PaymentQuery): Promise<readonly Payment[]> {
    return listPayments(this.database, query);
  }

  async change(id: string, decide: (payment: Payment) => PaymentChange): Promise<ChangedPayment | undefined> {
    return isPaymentId(id) ? this.changes.submit({ id, decide }) : undefined;
  }

  /** Resolves when every call so far has its result. */
  async drain(): Promise<void> {
    await Promise.all([this.additions.drain(), this.changes.drain(), this.lookUps.drain()]);
  }

  private async changeGroup(group: readonly RequestedChange[]): Promise<readonly (ChangedPayment | undefined)[]> {
    const { results, writtenIds } = await changePayments(this.database, group);
    for (const id of writtenIds) this.options.onChange?.(id);
    return results;
  }
}
