import {
  HandoverProbe,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { Test } from '@nestjs/testing';
import { createQueues, emulatorClient, emulatorTransport, sendBodies, uniqueQueues } from '../testing/emulator';
import { SqsMessageSource } from './sqs-message-source';
import { SqsSourceModule } from './sqs-source.module';

/** The library warns of a loop without handler; the test is about what comes of it. */
const SILENT = { log: () => undefined, warn: () => undefined, error: () => undefined };

const client = emulatorClient();
const transport = emulatorTransport();
const queues = uniqueQueues('orders', 'shipments');
beforeAll(() => createQueues(transport, queues));
afterAll(() => {
  client.destroy();
  transport.close();
});

function sourceOf(queue: string, loops = 2): SqsMessageSource {
  return new SqsMessageSource({
    queue,
    transport,
    queues,
    monotonic: systemClock,
    timers: systemTimers,
    randomness: systemRandomness,
    observer: new RecordingObserver(),
    options: { loops, batchSize: 10, visibilityTimeoutSeconds: 30, waitTimeSeconds: 20 },
  });
}

describe('SqsSourceModule', () => {
  it('serves two queues in one application, each with its own source', async () => {
    const sources = [sourceOf('orders'), sourceOf('shipments')] as const;
    const app = await Test.createTestingModule({ imports: sources.map(SqsSourceModule.register) }).compile();
    await app.init();
    const probes = await Promise.all(
      sources.map(async (source) => {
        const probe = new HandoverProbe();
        await source.start(probe.handle);
        return probe;
      }),
    );
    await sendBodies(client, queues.urlOf('orders')!, ['for orders']);
    await sendBodies(client, queues.urlOf('shipments')!, ['for status']);

    expect(await probes[0]!.until(1)).toMatchObject([{ queue: 'orders', body: 'for orders' }]);
    expect(await probes[1]!.until(1)).toMatchObject([{ queue: 'shipments', body: 'for status' }]);
    await app.close();
    await Promise.all(sources.map((source) => source.stop(0)));
  });

  it('ends the polling when the application closes, before the library does', async () => {
    const source = sourceOf('orders');
    const app = await Test.createTestingModule({ imports: [SqsSourceModule.register(source)] }).compile();
    await app.init();
    await source.start(new HandoverProbe().handle);
    await app.close();
    const begin = performance.now();
    await source.stop(60_000);

    expect(performance.now() - begin).toBeLessThan(1_000);
  });

  it('fails the start if its number of loops differs from that of the source', async () => {
    const module = SqsSourceModule.registerAsync({
      queue: 'orders',
      loops: 3,
      useFactory: () => sourceOf('orders', 2),
    });

    await expect(Test.createTestingModule({ imports: [module] }).compile()).rejects.toThrow('orders#3');
  });

  it('fails the start if a loop of the source has no consumer', async () => {
    const module = SqsSourceModule.registerAsync({
      queue: 'orders',
      loops: 2,
      useFactory: () => sourceOf('orders', 3),
    });
    const app = await Test.createTestingModule({ imports: [module] })
      .setLogger(SILENT)
      .compile();

    await expect(app.init()).rejects.toThrow('No SQS consumer for orders#3');
  });

  it('is required: a source without it does not start', async () => {
    await expect(sourceOf('orders').start(new HandoverProbe().handle)).rejects.toThrow('import SqsSourceModule');
  });
});
