import { QUEUES } from '@decouple/contracts';
import type { MonotonicClock, OutgoingMessage, Timers } from '@decouple/messaging-core';
import { InMemoryBroker } from '@decouple/messaging-core/in-memory';
import { Resource } from './resource';

/** The broker that all processes share. It outlives them and may lose all messages. */
export class SimulatedBroker {
  readonly resource = new Resource('broker');
  private broker: InMemoryBroker;
  private onTheirWay = 0;

  constructor(
    private readonly monotonic: MonotonicClock,
    private readonly timers: Timers,
  ) {
    this.broker = new InMemoryBroker(monotonic);
  }

  get current(): InMemoryBroker {
    return this.broker;
  }

  /** Messages: visible, invisible and still being sent. */
  get depth(): number {
    return this.queueNames.reduce((sum, queue) => sum + this.broker.contents(queue).length, this.onTheirWay);
  }

  get queueNames(): string[] {
    return Object.keys(QUEUES);
  }

  /** Accepts a message that becomes visible after a delay. */
  async sendLate(message: Pick<OutgoingMessage, 'queue' | 'body'>, milliseconds: number): Promise<void> {
    const broker = this.broker;
    this.onTheirWay += 1;
    await this.timers.sleep(milliseconds);
    this.onTheirWay -= 1;
    // To the broker that confirmed it: if that one has lost everything, this message is lost too.
    broker.send(message);
  }

  loseEverything(): void {
    this.broker = new InMemoryBroker(this.monotonic);
  }
}
