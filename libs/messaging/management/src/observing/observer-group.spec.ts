import type { DeliveryEvent } from '@decouple/messaging-core';
import { RecordingObserver } from '@decouple/messaging-core/testing';
import { ObserverGroup } from './observer-group';

describe('ObserverGroup', () => {
  it('notifies every member of every event', () => {
    const members = [new RecordingObserver(), new RecordingObserver()];
    const event: DeliveryEvent = { kind: 'outbox-relayed', claimed: 2, sent: 1 };
    new ObserverGroup(members).observe(event);

    expect(members.map(({ events }) => events)).toEqual([[event], [event]]);
  });
});
