import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { describePaymentAdminQueriesContract } from '../testing';
import { InMemoryPaymentAdminQueries, InMemoryPaymentStore } from '.';

describePaymentAdminQueriesContract('InMemoryPaymentAdminQueries', async () => {
  const payments = new InMemoryPaymentStore(new InMemoryOutboxStore(new VirtualClock()));
  return { queries: new InMemoryPaymentAdminQueries(payments), payments };
});
