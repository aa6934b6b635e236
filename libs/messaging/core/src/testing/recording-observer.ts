import type { DeliveryEvent, DeliveryObserver } from '../monitoring/delivery-observer.port';

type EventOf<K extends DeliveryEvent['kind']> = Extract<DeliveryEvent, { kind: K }>;

/** Keeps what delivery tells, and lets a test wait for it. */
export class RecordingObserver implements DeliveryObserver {
  readonly events: DeliveryEvent[] = [];
  private readonly waiting = new Set<() => void>();

  observe(event: DeliveryEvent): void {
    this.events.push(event);
    for (const look of [...this.waiting]) look();
  }

  of<K extends DeliveryEvent['kind']>(kind: K): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => event.kind === kind);
  }

  /** Resolves with the first `count` events of a kind, as soon as there are that many. */
  until<K extends DeliveryEvent['kind']>(kind: K, count = 1): Promise<EventOf<K>[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.of(kind);
        if (found.length < count) return;
        this.waiting.delete(look);
        resolve(found.slice(0, count));
      };
      this.waiting.add(look);
      look();
    });
  }
}
