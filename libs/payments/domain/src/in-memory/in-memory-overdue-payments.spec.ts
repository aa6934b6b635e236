import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { systemClock } from '@decouple/messaging-core/testing';
import { describeOverduePaymentsContract } from '../testing/overdue-payments.contract';
import { InMemoryOverduePayments } from './in-memory-overdue-payments';
import { InMemoryPaymentStore } from './in-memory-payment-store';

describeOverduePaymentsContract('InMemoryOverduePayments', async (clock) => {
  const outbox = new InMemoryOutboxStore(systemClock);
  const payments = new InMemoryPaymentStore(outbox);
  const overdue = new InMemoryOverduePayments(payments, outbox, clock);
  return { overdue, other: overdue, payments, outbox };
});
