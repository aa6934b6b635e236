import { randomUUID } from 'node:crypto';
import { rehearse } from '@decouple/messaging-postgres';
import { acceptedPayment } from '@decouple/payments-domain';
import type { DataSource } from 'typeorm';
import { insertPayments, type NewPayment } from './insert-payments';

/**
 * Writes what accepting a payment writes, the payment and its message, and rolls it back.
 *
 * @throws InfrastructureError while the database does not take payments
 * @throws StatementError
 */
export function rehearseAcceptance(dataSource: DataSource, resource: string): Promise<void> {
  return rehearse(dataSource, resource, (transaction) => insertPayments(transaction, [aPayment()]));
}

function aPayment(): NewPayment {
  const id = randomUUID();
  return {
    payment: acceptedPayment({
      id,
      clientId: 'rehearsal',
      idempotencyKey: id,
      order: {
        policyNumber: 'rehearsal',
        customerId: 'rehearsal',
        billingPeriod: '0001-01',
        amount: { minorUnits: 1n, currency: 'XXX' },
        method: { type: 'card', token: 'rehearsal' },
      },
      acceptedAt: new Date(),
    }),
    message: { queue: 'none', source: 'urn:decouple:rehearsal', id, type: 'rehearsal', body: '' },
  };
}
