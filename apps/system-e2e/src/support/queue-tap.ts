import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/** Accesses the queues directly. */
export class QueueTap {
  private readonly client: SQSClient;

  constructor(private readonly endpoint: string) {
    this.client = new SQSClient({
      region: 'eu-central-1',
      endpoint,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      useQueueUrlAsEndpoint: false,
    });
  }

  async send(queue: string, body: string): Promise<void> {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.url(queue), MessageBody: body }));
  }

  /** Messages in the queue, including those in flight. */
  async depth(queue: string): Promise<number> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await this.client.send(
      new GetQueueAttributesCommand({ QueueUrl: this.url(queue), AttributeNames: [...names] }),
    );
    return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
  }

  close(): void {
    this.client.destroy();
  }

  private url(queue: string): string {
    return `${this.endpoint}/000000000000/${queue}`;
  }
}
