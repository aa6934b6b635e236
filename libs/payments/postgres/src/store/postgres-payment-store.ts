import type { OutgoingMessage } from '@decouple/messaging-core';
import { Database, GroupCommit, type GroupCommitOptions } from '@decouple/messaging-postgres';
import type { Payment, PaymentQuery, PaymentStore, StoreResult } from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { addPayments } from './add-payments';
import { changePayments, type PaymentChange } from './change-payments';
import { findPayments, type PaymentOfClient } from './find-payments';
import type { NewPayment } from './insert-payments';
import { listPayments } from './list-payments';
import { isPaymentId } from './payment-id';

export interface PostgresPaymentStoreOptions extends GroupCommitOptions {
  /** Told of every payment that `change` has written, after the commit. */
  readonly onChange?: (id: string) => void;
}

/** Payments in a table. Calls of the same moment share a statement. */
export class PostgresPaymentStore implements PaymentStore {
  private readonly database: Database;
  private readonly additions: GroupCommit<NewPayment, StoreResult>;
  private readonly changes: GroupCommit<PaymentChange, Payment | undefined>;
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

  async change(id: string, change: (payment: Payment) => Payment): Promise<Payment | undefined> {
    return isPaymentId(id) ? this.changes.submit({ id, change }) : undefined;
  }

  /** Resolves when every call so far has its result. */
  async drain(): Promise<void> {
    await Promise.all([this.additions.drain(), this.changes.drain(), this.lookUps.drain()]);
  }

  private async changeGroup(group: readonly PaymentChange[]): Promise<readonly (Payment | undefined)[]> {
    const { results, writtenIds } = await changePayments(this.database, group);
    for (const id of writtenIds) this.options.onChange?.(id);
    return results;
  }
}
