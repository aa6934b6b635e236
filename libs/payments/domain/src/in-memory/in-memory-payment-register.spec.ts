import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { describePaymentRegisterContract } from '../testing';
import { InMemoryPaymentRegister, InMemoryPaymentStore } from '.';

describePaymentRegisterContract('InMemoryPaymentRegister', async () => {
  const payments = new InMemoryPaymentStore(new InMemoryOutboxStore(new VirtualClock()));
  return { register: new InMemoryPaymentRegister(payments), payments };
});
