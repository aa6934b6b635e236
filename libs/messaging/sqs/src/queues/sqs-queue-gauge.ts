import { InfrastructureError, type QueueDepth, type QueueGauge } from '@decouple/messaging-core';
import { classifySqsFailure } from '../client/sqs-failure';
import type { SqsTransport } from '../client/sqs-transport';
import type { SqsQueues } from './sqs-queues';

const WAITING = 'ApproximateNumberOfMessages';
const IN_FLIGHT = 'ApproximateNumberOfMessagesNotVisible';

/** Reads the counts of SQS. They are approximate, and exact only some seconds after the last change. */
export class SqsQueueGauge implements QueueGauge {
  constructor(
    private readonly transport: SqsTransport,
    private readonly queues: SqsQueues,
  ) {}

  async depths(): Promise<readonly QueueDepth[]> {
    const found = await Promise.all(this.queues.names().map(({ queue }) => this.depthOf(queue)));
    return found.filter((depth) => depth !== undefined);
  }

  private async depthOf(queue: string): Promise<QueueDepth | undefined> {
    try {
      const { Attributes = {} } = await this.transport.send('GetQueueAttributes', {
        QueueUrl: this.queues.urlOf(queue),
        AttributeNames: [WAITING, IN_FLIGHT],
      });
      return { queue, waiting: Number(Attributes[WAITING] ?? 0), inFlight: Number(Attributes[IN_FLIGHT] ?? 0) };
    } catch (error) {
      if (classifySqsFailure(error).kind === 'queue-missing') return undefined;
      throw new InfrastructureError('message broker', 'unreachable', { cause: error });
    }
  }
}
