import type { OutgoingMessage } from '../message/outgoing-message';
import type { MonotonicClock } from '../system/monotonic-clock.port';
import type { QueueDepth } from '../monitoring/queue-gauge.port';

interface BrokerEntry {
  readonly id: string;
  readonly body: string;
  visibleAt: number;
  receiveCount: number;
}

export interface BrokerDelivery {
  readonly id: string;
  readonly body: string;
  readonly receiveCount: number;
  /** Names this hand-over; outdated as soon as the message has been handed over again. */
  readonly receipt: string;
}

/**
 * Queues in the memory of one process, with the rules of an SQS standard queue that delivery depends on: at least once,
 * visibility timeouts, receipts that expire.
 */
export class InMemoryBroker {
  private readonly queues = new Map<string, Map<string, BrokerEntry>>();
  private readonly waiting = new Set<() => void>();
  private sequence = 0;

  constructor(private readonly monotonic: MonotonicClock) {}

  send(message: Pick<OutgoingMessage, 'queue' | 'body'>): void {
    this.sequence += 1;
    const id = `m${this.sequence}`;
    this.queueOf(message.queue).set(id, {
      id,
      body: message.body,
      visibleAt: this.monotonic.milliseconds(),
      receiveCount: 0,
    });
    for (const wake of [...this.waiting]) wake();
  }

  receive(queue: string, limit: number, visibilityMilliseconds: number): BrokerDelivery[] {
    const now = this.monotonic.milliseconds();
    const deliveries: BrokerDelivery[] = [];
    for (const entry of this.queueOf(queue).values()) {
      if (deliveries.length === limit) break;
      if (entry.visibleAt > now) continue;
      entry.visibleAt = now + visibilityMilliseconds;
      entry.receiveCount += 1;
      deliveries.push({ id: entry.id, body: entry.body, receiveCount: entry.receiveCount, receipt: receiptOf(entry) });
    }
    return deliveries;
  }

  /** An outdated receipt does nothing, as on SQS. */
  delete(queue: string, receipt: string): void {
    const entry = this.entryOf(queue, receipt);
    if (entry !== undefined) this.queueOf(queue).delete(entry.id);
  }

  changeVisibility(queue: string, receipt: string, milliseconds: number): void {
    const entry = this.entryOf(queue, receipt);
    if (entry === undefined) return;
    entry.visibleAt = this.monotonic.milliseconds() + milliseconds;
    if (milliseconds === 0) for (const wake of [...this.waiting]) wake();
  }

  /** Calls back once, as soon as a receive may find more than the last one. */
  onArrival(wake: () => void): () => void {
    const once = (): void => {
      this.waiting.delete(once);
      wake();
    };
    this.waiting.add(once);
    return () => this.waiting.delete(once);
  }

  /** Bodies of all messages that the queue holds, visible or not, oldest first. */
  contents(queue: string): string[] {
    return [...this.queueOf(queue).values()].map(({ body }) => body);
  }

  depth(queue: string): QueueDepth {
    const now = this.monotonic.milliseconds();
    const entries = [...this.queueOf(queue).values()];
    const inFlight = entries.filter(({ visibleAt }) => visibleAt > now).length;
    return { queue, waiting: entries.length - inFlight, inFlight };
  }

  private queueOf(name: string): Map<string, BrokerEntry> {
    const queue = this.queues.get(name) ?? new Map<string, BrokerEntry>();
    this.queues.set(name, queue);
    return queue;
  }

  private entryOf(queue: string, receipt: string): BrokerEntry | undefined {
    const entry = this.queueOf(queue).get(receipt.split('#')[0] ?? '');
    return entry !== undefined && receiptOf(entry) === receipt ? entry : undefined;
  }
}

function receiptOf(entry: BrokerEntry): string {
  return `${entry.id}#${entry.receiveCount}`;
}
