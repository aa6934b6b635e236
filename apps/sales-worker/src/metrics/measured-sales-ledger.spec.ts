import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { Metrics } from '@decouple/platform';
import { InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import { describeSalesLedgerContract } from '@decouple/sales-domain/testing';
import { MeasuredSalesLedger } from './measured-sales-ledger';
import { salesMetrics } from './sales-metrics';

describeSalesLedgerContract('MeasuredSalesLedger', async () => {
  const outbox = new InMemoryOutboxStore(new VirtualClock());
  const ledger = new MeasuredSalesLedger(new InMemorySalesLedger(outbox), salesMetrics(new Metrics()));
  return { ledger, other: ledger, outbox, close: async () => undefined };
});
