import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { describeLedgerRegisterContract } from '../testing';
import { InMemoryLedgerRegister, InMemorySalesLedger } from '.';

describeLedgerRegisterContract('InMemoryLedgerRegister', async () => {
  const ledger = new InMemorySalesLedger(new InMemoryOutboxStore(new VirtualClock()));
  return { register: new InMemoryLedgerRegister(ledger), ledger };
});
