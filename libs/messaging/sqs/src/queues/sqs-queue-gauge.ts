import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { InfrastructureError, type QueueDepth, type QueueGauge } from '@decouple/messaging-core';
import { classifySqsFailure } from '../client/sqs-failure';
import type { SqsQueues } from './sqs-queues';

const WAITING = 'ApproximateNumberOfMessages';
const IN_FLIGHT = 'ApproximateNumberOfMessagesNotVisible';

/** Asks SQS, which counts approximately: exact only some seconds after the last change. */
export class SqsQueueGauge implements QueueGauge {
  constructor(
    private readonly client: Pick<SQSClient, 'send'>,
    private readonly queues: SqsQueues,
  ) {}

  async depths(): Promise<readonly QueueDepth[]> {
    const found = await Promise.all(this.queues.names().map(({ queue }) => this.depthOf(queue)));
    return found.filter((depth) => depth !== undefined);
  }

  private async depthOf(queue: string): Promise<QueueDepth | undefined> {
    try {
      const { Attributes = {} } = await this.client.send(
        new GetQueueAttributesCommand({ QueueUrl: this.queues.urlOf(queue), AttributeNames: [WAITING, IN_FLIGHT] }),
      );
      return { queue, waiting: Number(Attributes[WAITING] ?? 0), inFlight: Number(Attributes[IN_FLIGHT] ?? 0) };
    } catch (error) {
      if (classifySqsFailure(error).kind === 'queue-missing') return undefined;
      throw new InfrastructureError('message broker', 'unreachable', { cause: error });
    }
  }
}
