import { createMessage, PAYMENT_ACCEPTED_V1 } from '@decouple/contracts';
import { ERROR_POLICY, NO_ANNOUNCEMENTS, OutageBreaker } from '@decouple/messaging-core';
import { InMemoryAttemptStore, InMemoryDeadLetterStore, InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import {
  Deferred,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { QueueConsumer, QueueTransport } from '@decouple/messaging-nest';
import { Injectable, type INestApplication, type OnApplicationShutdown } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  createQueues,
  depthOf,
  emulatorClient,
  emulatorTransport,
  receiveBodies,
  sendBodies,
  uniqueQueues,
} from '../testing/emulator';
import { SQS_MESSAGE_SOURCE } from './loop-provider';
import { SqsMessageSource } from './sqs-message-source';
import { SqsSourceModule } from './sqs-source.module';

const client = emulatorClient();
const transport = emulatorTransport();
const queues = uniqueQueues('orders');
const url = queues.urlOf('orders')!;
const observer = new RecordingObserver();
const ports = {
  clock: systemClock,
  monotonic: systemClock,
  timers: systemTimers,
  randomness: systemRandomness,
  observer,
};

const BODY = JSON.stringify(
  createMessage(
    PAYMENT_ACCEPTED_V1,
    { id: '1', source: 'urn:test', time: '2026-11-22T10:15:30.000Z', subject: 'a payment' },
    {
      paymentId: '0199c0de-0000-7000-8000-000000000001',
      policyNumber: 'POL-100001',
      customerId: 'CUST-1001',
      billingPeriod: '2026-11',
      amount: { value: '4999', currency: 'EUR' },
      paymentMethodType: 'card',
      acceptedAt: '2026-11-22T10:15:30.000Z',
    },
  ),
);

function transportOf(source: SqsMessageSource): QueueTransport {
  const outbox = new InMemoryOutboxStore(systemClock);
  const attempts = new InMemoryAttemptStore(systemClock, outbox);
  const deadLetters = new InMemoryDeadLetterStore(systemClock, outbox, attempts);
  const retryPolicy = { maxAttempts: 3, baseSeconds: 1, capSeconds: 1 };
  const breaker = new OutageBreaker({
    component: 'consumer',
    resource: 'none',
    probe: () => Promise.resolve(),
    backoff: ERROR_POLICY.outage.backoff,
    ...ports,
  });
  return new QueueTransport({
    source,
    carriedTypes: [PAYMENT_ACCEPTED_V1],
    shutdownGraceMilliseconds: 60_000,
    dispatcher: {
      announcer: NO_ANNOUNCEMENTS,
      attempts,
      deadLetters,
      nudgeRelay: () => undefined,
      breaker,
      retryPolicy,
      ...ports,
    },
  });
}

describe('closing an application that works on a queue of SQS', () => {
  const order: string[] = [];
  const began = new Deferred();
  const finish = new Deferred();
  let app: INestApplication;

  @QueueConsumer()
  class PaymentConsumer {
    @EventPattern(PAYMENT_ACCEPTED_V1)
    async onAccepted(): Promise<void> {
      began.resolve();
      await finish.promise;
      order.push('handled');
    }
  }

  @Injectable()
  class Pool implements OnApplicationShutdown {
    onApplicationShutdown(): void {
      order.push('pool closed');
    }
  }

  beforeAll(async () => {
    await createQueues(transport, queues);
    const options = { loops: 2, batchSize: 10, visibilityTimeoutSeconds: 600, waitTimeSeconds: 20 };
    const module = await Test.createTestingModule({
      imports: [
        SqsSourceModule.registerAsync({
          queue: 'orders',
          loops: options.loops,
          useFactory: () => new SqsMessageSource({ queue: 'orders', transport, queues, options, ...ports }),
        }),
      ],
      controllers: [PaymentConsumer],
      providers: [{ provide: QueueTransport, useFactory: transportOf, inject: [SQS_MESSAGE_SOURCE] }, Pool],
    }).compile();
    app = module.createNestApplication(new FastifyAdapter(), { logger: false });
    app.connectMicroservice({ strategy: app.get(QueueTransport) });
    await app.init();
    await app.startAllMicroservices();
  });

  afterAll(() => {
    client.destroy();
    transport.close();
  });

  it('lets the handler finish and deletes its message, before pools close, and pulls nothing more', async () => {
    await sendBodies(client, url, [BODY]);
    await began.promise;
    const closed = app.close();
    // The idle loop's poll is cut off on this side at once; the server must have noticed before a message comes, or it
    // hands the message to the poll that nobody listens to any more. Requests that come after the cut are answered after it.
    for (let request = 0; request < 3; request += 1) expect(await depthOf(client, url)).toBe(1);
    await sendBodies(client, url, ['too late']);
    finish.resolve();
    await closed;

    expect(order).toEqual(['handled', 'pool closed']);
    expect(await receiveBodies(client, url, 1)).toEqual(['too late']);
    expect(await depthOf(client, url)).toBe(1);
    expect(observer.of('broker-trouble')).toEqual([]);
  });
});
