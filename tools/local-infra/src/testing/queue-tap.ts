import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

const MAX_MESSAGES = 10;

export interface QueueTapOptions {
  readonly accessKeyId?: string;
  readonly callWithinMilliseconds?: number;
}

/** Reads and fills queues directly, without the services. Calls fail while the SQS server is down. */
export class QueueTap {
  private readonly client: SQSClient;
  private readonly callWithinMilliseconds: number;

  constructor(
    private readonly endpoint: string,
    { accessKeyId = 'local', callWithinMilliseconds = 30_000 }: QueueTapOptions = {},
  ) {
    this.callWithinMilliseconds = callWithinMilliseconds;
    this.client = new SQSClient({
      region: 'eu-central-1',
      endpoint,
      credentials: { accessKeyId, secretAccessKey: 'local' },
      useQueueUrlAsEndpoint: false,
      maxAttempts: 1,
    });
  }

  /** Returns the bodies of up to ten messages, which stay visible to every consumer. */
  async peek(queue: string): Promise<string[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.url(queue),
      MaxNumberOfMessages: MAX_MESSAGES,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 1,
    });
    const { Messages = [] } = await this.client.send(command, this.limit());
    return Messages.flatMap(({ Body }) => (Body === undefined ? [] : [Body]));
  }

  /** @param bodies at most ten */
  async send(queue: string, ...bodies: readonly string[]): Promise<void> {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const command = new SendMessageBatchCommand({ QueueUrl: this.url(queue), Entries });
    const { Failed = [] } = await this.client.send(command, this.limit());
    if (Failed.length > 0) throw new Error(`${Failed.length} messages were refused: ${Failed[0]?.Message}`);
  }

  /** Counts the messages in the queue, including those in flight. */
  async depth(queue: string): Promise<number> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const command = new GetQueueAttributesCommand({ QueueUrl: this.url(queue), AttributeNames: [...names] });
    const { Attributes } = await this.client.send(command, this.limit());
    return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
  }

  close(): void {
    this.client.destroy();
  }

  private limit(): { abortSignal: AbortSignal } {
    return { abortSignal: AbortSignal.timeout(this.callWithinMilliseconds) };
  }

  private url(queue: string): string {
    return `${this.endpoint}/000000000000/${queue}`;
  }
}
