import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { FakeSqsServer, sqsError } from '../testing/fake-sqs-server';
import { createSqsClient, PUBLISHING_CLIENT } from './create-sqs-client';

describe("the retries of the SDK's client", () => {
  let sqs: FakeSqsServer;

  const clientOf = async (answer: FakeSqsServer['answer'], requestTimeoutMilliseconds = 5_000) => {
    process.env['AWS_ACCESS_KEY_ID'] ??= 'test';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'test';
    sqs = await FakeSqsServer.start(answer);
    return createSqsClient({
      region: 'eu-central-1',
      endpoint: sqs.endpoint,
      ...PUBLISHING_CLIENT,
      requestTimeoutMilliseconds,
    });
  };

  afterEach(() => sqs.close());

  it('repeat a call once that the service failed', async () => {
    const client = await clientOf(() => (sqs.calls.length === 1 ? sqsError('InternalFailure', 500) : { body: {} }));

    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'sales' }))).resolves.toBeDefined();
    expect(sqs.calls).toHaveLength(2);
    client.destroy();
  });

  it('end with the budget: ten of them at most while every call fails', async () => {
    const client = await clientOf(() => sqsError('InternalFailure', 500));
    for (let call = 0; call < 15; call += 1) {
      await expect(client.send(new GetQueueUrlCommand({ QueueName: 'sales' }))).rejects.toThrow();
    }

    expect(sqs.calls).toHaveLength(15 + 10);
    client.destroy();
  });

  it('do not repeat a call that got no answer in time', async () => {
    const client = await clientOf(() => undefined, 50);

    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'sales' }))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(sqs.calls).toHaveLength(1);
    client.destroy();
  });

  it('do not repeat a call that was refused', async () => {
    const client = await clientOf(() => sqsError('InvalidParameterValue'));

    await expect(client.send(new GetQueueUrlCommand({ QueueName: 'sales' }))).rejects.toThrow();
    expect(sqs.calls).toHaveLength(1);
    client.destroy();
  });
});
