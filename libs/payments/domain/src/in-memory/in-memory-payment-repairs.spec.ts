import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { systemClock } from '@decouple/messaging-core/testing';
import { describePaymentRepairsContract } from '../testing/payment-repairs.contract';
import { InMemoryPaymentAdminQueries } from './in-memory-payment-admin-queries';
import { InMemoryPaymentRepairs } from './in-memory-payment-repairs';
import { InMemoryPaymentStore } from './in-memory-payment-store';

describePaymentRepairsContract('InMemoryPaymentRepairs', async () => {
  const outbox = new InMemoryOutboxStore(systemClock);
  const payments = new InMemoryPaymentStore(outbox);
  const repairs = new InMemoryPaymentRepairs(payments, outbox, systemClock);
  return { repairs, other: repairs, payments, queries: new InMemoryPaymentAdminQueries(payments), outbox };
});
