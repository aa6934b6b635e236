import { describeNativeDeadLettersContract, RecordingObserver } from '@decouple/messaging-core/testing';
import { createQueues, depthOf, emulatorClient, emulatorEndpoint, sendBodies, uniqueQueues } from '../testing/emulator';
import { SqsNativeDeadLetters } from './sqs-native-dead-letters';

describeNativeDeadLettersContract('SqsNativeDeadLetters', async () => {
  const client = emulatorClient();
  const queues = uniqueQueues('sales');
  await createQueues(client, queues);
  const url = `${queues.urlOf('sales')}-dlq`;
  return {
    native: new SqsNativeDeadLetters({ client, queue: 'sales', url, observer: new RecordingObserver() }),
    give: (...bodies) => sendBodies(client, url, bodies),
    depth: () => depthOf(client, url),
    close: async () => client.destroy(),
  };
});

describe('SqsNativeDeadLetters', () => {
  it('finds nothing where there is no dead-letter queue', async () => {
    const client = emulatorClient();
    const url = `${emulatorEndpoint()}/000000000000/no-such-queue-dlq`;
    const native = new SqsNativeDeadLetters({ client, queue: 'sales', url, observer: new RecordingObserver() });

    expect(await native.take(async () => undefined)).toBe(0);
    client.destroy();
  });
});
