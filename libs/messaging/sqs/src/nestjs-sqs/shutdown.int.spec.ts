import {
  ACKNOWLEDGE,
  Deferred,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
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
const ports = { monotonic: systemClock, timers: systemTimers, randomness: systemRandomness, observer };

describe('closing an application that consumes a queue of SQS', () => {
  const order: string[] = [];
  const began = new Deferred();
  const finish = new Deferred();
  let app: TestingModule;

  @Injectable()
  class OrderConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
    constructor(@Inject(SQS_MESSAGE_SOURCE) private readonly source: SqsMessageSource) {}

    onApplicationBootstrap(): Promise<void> {
      return this.source.start(async (batch) => {
        began.resolve();
        await finish.promise;
        order.push('handled');
        return batch.map(() => ACKNOWLEDGE);
      });
    }

    beforeApplicationShutdown(): Promise<void> {
      return this.source.stop(60_000);
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
    app = await Test.createTestingModule({
      imports: [
        SqsSourceModule.registerAsync({
          queue: 'orders',
          loops: options.loops,
          useFactory: () => new SqsMessageSource({ queue: 'orders', transport, queues, options, ...ports }),
        }),
      ],
      providers: [OrderConsumer, Pool],
    }).compile();
    await app.init();
  });

  afterAll(() => {
    client.destroy();
    transport.close();
  });

  it('waits for the handler and deletes its message before pools close, and receives nothing more', async () => {
    await sendBodies(client, url, ['in flight']);
    await began.promise;
    const closed = app.close();
    // The server must notice that the idle loop's poll was aborted before a message arrives, or the poll can take it.
    // Requests that come after the abort are answered after it.
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
