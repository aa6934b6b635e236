import {
  type MessageSourceSettings,
  type MessageSourceSubject,
  RecordingObserver,
  systemClock,
  systemRandomness,
  systemTimers,
} from '@decouple/messaging-core/testing';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { Test } from '@nestjs/testing';
import type { SqsQueues } from '../queues/sqs-queues';
import { SqsMessageSource, type SqsMessageSourceDeps } from '../source/sqs-message-source';
import { SqsSourceModule } from '../source/sqs-source.module';
import { createQueues, depthOf, emulatorClient, receiveBodies, sendBodies, uniqueQueues } from './emulator';
import { NetworkSwitch } from './network-switch';

const QUEUE = 'sales';

export interface OpenedSource extends MessageSourceSubject {
  readonly source: SqsMessageSource;
  readonly observer: RecordingObserver;
  /** The client of the source; tests have one of their own. */
  readonly client: SQSClient;
  readonly queues: SqsQueues;
}

/** A source on a queue of its own, with the application around it that @ssut/nestjs-sqs needs. */
export async function openSource(
  settings: MessageSourceSettings,
  extra: Partial<SqsMessageSourceDeps> = {},
): Promise<OpenedSource> {
  const client = emulatorClient({ maxAttempts: 1 });
  const ownClient = emulatorClient();
  const network = new NetworkSwitch(client);
  const observer = new RecordingObserver();
  const queues = uniqueQueues(QUEUE);
  const url = queues.urlOf(QUEUE)!;
  await createQueues(ownClient, queues);
  const source = new SqsMessageSource({
    queue: QUEUE,
    client,
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
    client,
    queues,
    send: (...bodies) => sendBodies(ownClient, url, bodies),
    receive: (waitSeconds) => receiveBodies(ownClient, url, waitSeconds),
    depth: () => depthOf(ownClient, url),
    breakBroker: network.disconnect,
    mendBroker: network.reconnect,
    pollFailed: () => observer.until('broker-trouble'),
    close: async () => {
      await app.close();
      client.destroy();
      ownClient.destroy();
    },
  };
}
