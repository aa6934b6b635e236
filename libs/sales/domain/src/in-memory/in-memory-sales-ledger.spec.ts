import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { describeSalesLedgerContract } from '../testing';
import { InMemorySalesLedger } from '.';

describeSalesLedgerContract('InMemorySalesLedger', async () => {
  const outbox = new InMemoryOutboxStore(new VirtualClock());
  const ledger = new InMemorySalesLedger(outbox);
  return { ledger, other: ledger, outbox, close: async () => undefined };
});
