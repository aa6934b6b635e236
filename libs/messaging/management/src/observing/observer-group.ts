import type { DeliveryEvent, DeliveryObserver } from '@decouple/messaging-core';

/** Tells several observers of the same events, one after the other. */
export class ObserverGroup implements DeliveryObserver {
  constructor(private readonly members: readonly DeliveryObserver[]) {}

  observe(event: DeliveryEvent): void {
    for (const member of this.members) member.observe(event);
  }
}
