import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

export const QUEUES = ['sales', 'payment-status'] as const;

export type Queue = (typeof QUEUES)[number];

/** The tool's own key, which the SQS server always accepts. */
export const TAP_ACCESS_KEY = 'chaos-tap';

const MOST_MESSAGES = 10;
const CALL_WITHIN_MILLISECONDS = 4_000;

/** Reaches into the queues past the services. Calls fail while the SQS server is away. */
export class QueueTap {
  private readonly client: SQSClient;

  constructor(private readonly endpoint: string) {
    this.client = new SQSClient({
      region: 'eu-central-1',
      endpoint,
      credentials: { accessKeyId: TAP_ACCESS_KEY, secretAccessKey: 'local' },
      useQueueUrlAsEndpoint: false,
      maxAttempts: 1,
    });
  }

  /** Bodies of up to ten messages, which stay visible to everybody else. */
  async look(queue: Queue): Promise<string[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.url(queue),
      MaxNumberOfMessages: MOST_MESSAGES,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 1,
    });
    const { Messages = [] } = await this.client.send(command, limited());
    return Messages.flatMap(({ Body }) => (Body === undefined ? [] : [Body]));
  }

  /** @param bodies ten at most */
  async send(queue: Queue, bodies: readonly string[]): Promise<void> {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const command = new SendMessageBatchCommand({ QueueUrl: this.url(queue), Entries });
    const { Failed = [] } = await this.client.send(command, limited());
    if (Failed.length > 0) throw new Error(`${Failed.length} copies were refused: ${Failed[0]?.Message}`);
  }

  /** Messages in the queue, those in somebody's hands included. */
  async depth(queue: Queue | `${Queue}-dlq`): Promise<number> {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const command = new GetQueueAttributesCommand({ QueueUrl: this.url(queue), AttributeNames: [...names] });
    const { Attributes } = await this.client.send(command, limited());
    return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
  }

  close(): void {
    this.client.destroy();
  }

  private url(queue: string): string {
    return `${this.endpoint}/000000000000/${queue}`;
  }
}

const limited = (): { abortSignal: AbortSignal } => ({ abortSignal: AbortSignal.timeout(CALL_WITHIN_MILLISECONDS) });
