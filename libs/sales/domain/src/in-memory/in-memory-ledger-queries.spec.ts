import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { describeLedgerQueriesContract } from '../testing';
import { InMemoryLedgerQueries, InMemorySalesLedger } from '.';

describeLedgerQueriesContract('InMemoryLedgerQueries', async () => {
  const ledger = new InMemorySalesLedger(new InMemoryOutboxStore(new VirtualClock()));
  return { queries: new InMemoryLedgerQueries(ledger), ledger };
});
