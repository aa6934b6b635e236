import {
  type MessageSourceSettings,
  type MessageSourceSubject,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import { Test } from '@nestjs/testing';
import { SqsMessageSource, type SqsMessageSourceDeps } from '../nestjs-sqs/sqs-message-source';
import { SqsSourceModule } from '../nestjs-sqs/sqs-source.module';
import {
  createQueues,
  depthOf,
  emulatorClient,
  emulatorTransport,
  receiveBodies,
  sendBodies,
  uniqueQueues,
} from './emulator';
import type { SqsQueues } from '../queues/sqs-queues';
import type { SqsTransport } from '../client/sqs-transport';
import { NetworkSwitch } from './network-switch';

const QUEUE = 'orders';

export interface OpenedSource extends MessageSourceSubject {
  readonly source: SqsMessageSource;
  readonly observer: RecordingObserver;
  /** The transport of the source. The test has a client of its own. */
  readonly transport: SqsTransport;
  readonly queues: SqsQueues;
}

/** A source on a unique queue, in the application that @ssut/nestjs-sqs needs. */
export async function openSource(
  settings: MessageSourceSettings,
  extra: Partial<SqsMessageSourceDeps> = {},
): Promise<OpenedSource> {
  const client = emulatorClient();
  const network = new NetworkSwitch(emulatorTransport());
  const { transport } = network;
  const observer = new RecordingObserver();
  const queues = uniqueQueues(QUEUE);
  const url = queues.urlOf(QUEUE)!;
  await createQueues(transport, queues);
  const source = new SqsMessageSource({
    queue: QUEUE,
    transport,
    queues,
    monotonic: systemClock,
    timers: systemTimers,
    randomness: systemRandomness,
    observer,
    options: { ...settings, waitTimeSeconds: 20 },
    ...extra,
  });
  const app = await Test.createTestingModule({ imports: [SqsSourceModule.register(source)] }).compile();
  await app.init();
  return {
    source,
    observer,
    transport,
    queues,
    send: (...bodies) => sendBodies(client, url, bodies),
    receive: (waitSeconds) => receiveBodies(client, url, waitSeconds),
    depth: () => depthOf(client, url),
    breakBroker: network.disconnect,
    mendBroker: network.reconnect,
    pollFailed: () => observer.until('broker-trouble'),
    close: async () => {
      await app.close();
      transport.close();
      client.destroy();
    },
  };
}
