import type { OutgoingMessage } from '@decouple/messaging-core';
import { type BrokerDelivery, InMemoryBroker } from '@decouple/messaging-core/in-memory';
import type { World } from '../world';
import type { SimulatedProcess } from './simulated-process';

const FOREIGN_BODIES = [
  '',
  'no JSON',
  '[]',
  '{"type":"another.foreign-message.v1"}',
  '{"type":"sales.payment-recorded.v9"}',
];
const LATE_MILLISECONDS = { least: 100, most: 90_000 };

/** The broker as one process reaches it. What gets lost here is lost without an error, as it is for a source. */
export class BrokerConnection extends InMemoryBroker {
  constructor(
    private readonly process: SimulatedProcess,
    private readonly world: World,
  ) {
    super(world.clock);
  }

  override send(message: Pick<OutgoingMessage, 'queue' | 'body'>): void {
    const { broker, chance } = this.world;
    if (this.strikes('foreign message', message.queue)) {
      broker.current.send({ queue: message.queue, body: chance.pick(FOREIGN_BODIES) });
    }
    const copies = this.strikes('message duplicated', message.queue) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (this.strikes('message late', message.queue)) {
        const milliseconds = chance.integer(LATE_MILLISECONDS.least, LATE_MILLISECONDS.most);
        this.world.background('broker', broker.sendLate(message, milliseconds));
      } else broker.current.send(message);
    }
  }

  override receive(queue: string, limit: number, visibilityMilliseconds: number): BrokerDelivery[] {
    if (this.isDown) return [];
    const deliveries = this.world.broker.current.receive(queue, limit, visibilityMilliseconds);
    return deliveries.length > 0 && this.strikes('delivery lost', queue) ? [] : deliveries;
  }

  override delete(queue: string, receipt: string): void {
    if (!this.isDown && !this.strikes('deletion lost', queue)) this.world.broker.current.delete(queue, receipt);
  }

  override changeVisibility(queue: string, receipt: string, milliseconds: number): void {
    if (this.isDown || this.strikes('visibility change lost', queue)) return;
    this.world.broker.current.changeVisibility(queue, receipt, milliseconds);
  }

  override onArrival(wake: () => void): () => void {
    return this.world.broker.current.onArrival(wake);
  }

  override contents(queue: string): string[] {
    return this.world.broker.current.contents(queue);
  }

  private get isDown(): boolean {
    return this.world.broker.resource.isDown;
  }

  private strikes(kind: Parameters<World['faults']['strikes']>[0], where: string): boolean {
    return this.world.faults.strikes(kind, this.process.name, where);
  }
}
