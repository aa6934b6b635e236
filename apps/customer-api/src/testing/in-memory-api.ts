import { randomUUID } from 'node:crypto';
import { createMessage, PAYMENT_RECORDED_V1 } from '@decouple/contracts';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { type RunningApplication, SystemMonotonicClock } from '@decouple/platform';
import { type Exposition, parseExposition, RecordingLog } from '@decouple/platform/testing';
import { startCustomerApi } from '../composition/start';
import { readConfiguration } from '../config/configuration';

export interface PaymentBody {
  readonly requestId: string;
  readonly status: string;
  readonly [other: string]: unknown;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
}

/** The whole application over HTTP, with all data in memory. */
export class InMemoryApi {
  readonly recording: RecordingLog;
  readonly broker: InMemoryBroker;
  readonly url: string;
  readonly managementUrl: string;
  private readonly running: RunningApplication;

  private constructor(
    parts: Pick<InMemoryApi, 'recording' | 'broker' | 'url' | 'managementUrl'> & { running: RunningApplication },
  ) {
    this.recording = parts.recording;
    this.broker = parts.broker;
    this.url = parts.url;
    this.managementUrl = parts.managementUrl;
    this.running = parts.running;
  }

  static async start(environment: Record<string, string> = {}): Promise<InMemoryApi> {
    const recording = new RecordingLog('customer-api');
    const broker = new InMemoryBroker(new SystemMonotonicClock());
    const inMemory = { PORT: '0', MANAGEMENT_PORT: '0', PAYMENT_STORE: 'memory', MESSAGE_BROKER: 'memory' };
    const running = await startCustomerApi(readConfiguration({ ...inMemory, ...environment }), recording.log, {
      sharedBroker: broker,
    });
    const [ready] = await recording.until('ready');
    const [url, managementUrl] = [ready?.['url'] as string, ready?.['management'] as string];
    return new InMemoryApi({ recording, broker, url, managementUrl, running });
  }

  close(): Promise<void> {
    return this.running.close();
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, init);
  }

  post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch('/v1/payments', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `"${randomUUID()}"`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async pay(): Promise<PaymentBody> {
    return (await (await this.post(aPaymentRequest())).json()) as PaymentBody;
  }

  async metrics(): Promise<Exposition> {
    return parseExposition(await (await fetch(`${this.managementUrl}/metrics`)).text());
  }

  /** The reply of sales. */
  answerRecorded(paymentId: string): void {
    const time = new Date().toISOString();
    const envelope = { id: randomUUID(), source: 'urn:test:sales', time, subject: paymentId };
    const message = createMessage(PAYMENT_RECORDED_V1, envelope, { paymentId, recordedAt: time });
    this.broker.send({ queue: 'payment-status', body: JSON.stringify(message) });
  }
}

export function aPaymentRequest() {
  return {
    policyNumber: `POL-${randomUUID().slice(0, 18).toUpperCase()}`,
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { value: '4999', currency: 'EUR' },
    paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
  };
}
