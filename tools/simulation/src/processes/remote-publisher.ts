import { PAYMENT_ACCEPTED_V1, type PaymentAcceptedV1 } from '@decouple/contracts';
import {
  InfrastructureError,
  type MessagePublisher,
  type OutgoingMessage,
  type PublishResult,
} from '@decouple/messaging-core';
import { InMemoryMessagePublisher } from '@decouple/messaging-core/in-memory';
import type { World } from '../world';
import { BrokerConnection } from './broker-connection';
import type { SimulatedProcess } from './simulated-process';

/** Entries of one request, as on SQS. */
const BATCH_SIZE = 10;

/** The broker's sending side as one process reaches it: batches of ten, each with an answer per entry, or with none. */
export class RemotePublisher implements MessagePublisher {
  private readonly publisher: MessagePublisher;

  constructor(
    private readonly process: SimulatedProcess,
    private readonly world: World,
  ) {
    const { broker } = world;
    this.publisher = new InMemoryMessagePublisher(new BrokerConnection(process, world), broker.queueNames);
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishResult[]> {
    const results: PublishResult[] = [];
    for (let start = 0; start < messages.length; start += BATCH_SIZE) {
      results.push(...(await this.publishBatch(messages.slice(start, start + BATCH_SIZE))));
    }
    return results;
  }

  private async publishBatch(batch: readonly OutgoingMessage[]): Promise<readonly PublishResult[]> {
    try {
      return await this.process.call(this.world.broker.resource, 'publish', () =>
        Promise.all(batch.map((message) => this.publishEntry(message))),
      );
    } catch (error) {
      if (!(error instanceof InfrastructureError)) throw error;
      return batch.map(() => ({ status: 'unavailable', reason: error.code }));
    }
  }

  private async publishEntry(message: OutgoingMessage): Promise<PublishResult> {
    const { faults, troubles } = this.world;
    const paidBy = customerOf(message);
    if (paidBy !== undefined && troubles.refuses(paidBy))
      return { status: 'refused', reason: 'InvalidMessageContents' };
    const failed = { status: 'failed', reason: 'InternalError' } as const;
    if (faults.strikes('batch entry failed', this.process.name, message.id)) return failed;
    const [result] = await this.publisher.publish([message]);
    if (result === undefined) throw new Error('The publisher gave no result.');
    return faults.strikes('batch entry unconfirmed', this.process.name, message.id) ? failed : result;
  }
}

/** Whose payment the message tells sales of; undefined for other messages. */
function customerOf({ body, type }: OutgoingMessage): string | undefined {
  return type === PAYMENT_ACCEPTED_V1 ? (JSON.parse(body) as PaymentAcceptedV1).data.customerId : undefined;
}
