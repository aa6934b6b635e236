import { Database } from '@decouple/messaging-postgres';
import type { Payment, PaymentRegister } from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { isPaymentId } from '../store/payment-id';
import { findAnyPayment } from './find-any-payment';
import { pagePayments } from './page-payments';

export class PostgresPaymentRegister implements PaymentRegister {
  private readonly database: Database;

  constructor(dataSource: DataSource, options: { readonly resource: string }) {
    this.database = new Database(dataSource, options.resource);
  }

  async find(id: string): Promise<Payment | undefined> {
    return isPaymentId(id) ? findAnyPayment(this.database, id) : undefined;
  }

  async page(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly Payment[]> {
    return pagePayments(this.database, page);
  }
}
