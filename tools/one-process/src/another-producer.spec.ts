import { randomUUID } from 'node:crypto';
import { createMessage, PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { SystemMonotonicClock } from '@decouple/platform';
import { parseExposition, RecordingLog, valueOf } from '@decouple/platform/testing';
import { readOneProcessConfiguration } from './configuration';
import { startBoth } from './start';

const BUSY_MACHINE_MILLISECONDS = 60_000;

describe('a payment that another team sends to the sales queue', () => {
  it(
    'is recorded, and customer-api ignores the reply to it',
    async () => {
      const logs = {
        'customer-api': new RecordingLog('customer-api'),
        'sales-worker': new RecordingLog('sales-worker'),
      };
      const broker = new InMemoryBroker(new SystemMonotonicClock());
      const settings = { PORT: '0', MANAGEMENT_PORT: '0', API_MANAGEMENT_PORT: '0', LOG_LEVEL: 'debug' };
      const running = await startBoth(
        readOneProcessConfiguration(settings),
        (service) => logs[service as keyof typeof logs].log,
        undefined,
        broker,
      );
      const [api] = await logs['customer-api'].until('ready');
      const [worker] = await logs['sales-worker'].until('ready');
      const paymentId = randomUUID();
      const acceptedAt = new Date().toISOString();
      const payment = createMessage(
        PAYMENT_ACCEPTED_V1,
        { id: paymentId, source: '/other-team/shop', time: acceptedAt, subject: paymentId },
        {
          paymentId,
          policyNumber: 'POL-OTHER-1',
          customerId: 'OTHER-1',
          billingPeriod: acceptedAt.slice(0, 7),
          amount: { value: '4999', currency: 'EUR' },
          paymentMethodType: 'card',
          acceptedAt,
        },
      );
      broker.send({ queue: 'sales', body: JSON.stringify(payment) });
      const [ignored] = await logs['customer-api'].until('message settled');

      expect(ignored).toMatchObject({ level: 'debug', result: 'ignored', type: 'sales.payment-recorded.v1' });
      const entry = await fetch(`${String(worker?.['management'])}/v1/ledger-entries/${paymentId}`);
      expect(await entry.json()).toMatchObject({ outcome: 'recorded' });
      const deadLetters = await fetch(`${String(api?.['management'])}/v1/dead-letters`);
      expect(await deadLetters.json()).toEqual({ deadLetters: [] });
      const metrics = parseExposition(await (await fetch(`${String(api?.['management'])}/metrics`)).text());
      expect(valueOf(metrics, 'decouple_messages_handled_total', { result: 'ignored' })).toBe(1);
      await running.close();
    },
    BUSY_MACHINE_MILLISECONDS,
  );
});
