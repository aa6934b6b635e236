import { randomUUID } from 'node:crypto';
import { createMessage, type Message, PAYMENT_ACCEPTED_V1, type PaymentAcceptedV1 } from '@decouple/contracts';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { type RunningApplication, SystemMonotonicClock } from '@decouple/platform';
import { type Exposition, parseExposition, RecordingLog } from '@decouple/platform/testing';
import { startSalesWorker } from '../composition/start';
import { readConfiguration } from '../config/configuration';

export const IN_MEMORY = { MANAGEMENT_PORT: '0', SALES_LEDGER: 'memory', MESSAGE_BROKER: 'memory' };
export const THIS_MONTH = new Date().toISOString().slice(0, 7);

/** The whole worker over HTTP, with all data in memory. */
export class InMemoryWorker {
  private constructor(
    readonly recording: RecordingLog,
    readonly broker: InMemoryBroker,
    /** Of its management API. */
    readonly url: string,
    private readonly running: RunningApplication,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<InMemoryWorker> {
    const broker = new InMemoryBroker(new SystemMonotonicClock());
    const recording = new RecordingLog('sales-worker');
    const configuration = readConfiguration({ ...IN_MEMORY, ...environment });
    const running = await startSalesWorker(configuration, recording.log, { sharedBroker: broker });
    const [ready] = await recording.until('ready');
    return new InMemoryWorker(recording, broker, ready?.['management'] as string, running);
  }

  close(): Promise<void> {
    return this.running.close();
  }

  async metrics(): Promise<Exposition> {
    return parseExposition(await (await fetch(`${this.url}/metrics`)).text());
  }

  /** Sends the message of customer-api for a payment of this month. */
  accept(policyNumber: string, value: string, currency?: string): string {
    return this.send(acceptedPayment(policyNumber, value, currency));
  }

  send(message: Message): string {
    const body = JSON.stringify(message);
    this.broker.send({ queue: 'sales', body });
    return body;
  }
}

/** The message of customer-api for a payment of this month. */
export function acceptedPayment(policyNumber: string, value: string, currency = 'EUR'): PaymentAcceptedV1 {
  const paymentId = randomUUID();
  const acceptedAt = new Date().toISOString();
  return createMessage(
    PAYMENT_ACCEPTED_V1,
    { id: randomUUID(), source: 'urn:test:customer', time: acceptedAt, subject: paymentId },
    {
      paymentId,
      policyNumber,
      customerId: 'CUST-1001',
      billingPeriod: THIS_MONTH,
      amount: { value, currency },
      paymentMethodType: 'card',
      acceptedAt,
    },
  );
}
