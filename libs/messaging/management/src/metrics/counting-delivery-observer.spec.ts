import type { DeliveryEvent } from '@decouple/messaging-core';
import { Metrics } from '@decouple/platform';
import { parseExposition, valueOf } from '@decouple/platform/testing';
import { CountingDeliveryObserver } from './counting-delivery-observer';

type Kind = DeliveryEvent['kind'];
type Expected = readonly [name: string, labels: Record<string, string>, value: number];

const error = new Error('refused');
const message = { queue: 'orders', type: 'orders.order-placed.v1', id: 'm-1' };
const { id: _, ...labels } = message;

/** One event of each kind, and what it adds: a new kind does not compile until it stands here. */
const EVENTS: { readonly [K in Kind]: { readonly event: DeliveryEvent; readonly adds: readonly Expected[] } } = {
  'message-settled': {
    event: { kind: 'message-settled', ...message, result: 'duplicate', durationMilliseconds: 7 },
    adds: [
      ['decouple_messages_handled_total', { ...labels, result: 'duplicate' }, 1],
      ['decouple_message_handling_duration_seconds_sum', { queue: 'orders' }, 0.007],
    ],
  },
  'message-delayed': {
    event: { kind: 'message-delayed', ...message, attempt: 2, delaySeconds: 9, error },
    adds: [['decouple_messages_retried_total', labels, 1]],
  },
  'message-dead-lettered': {
    event: { kind: 'message-dead-lettered', ...message, reasonCode: 'attempts-exhausted', error },
    adds: [['decouple_messages_dead_lettered_total', { ...labels, reason: 'attempts-exhausted' }, 1]],
  },
  'announcement-failed': { event: { kind: 'announcement-failed', ...message, error }, adds: [] },
  'message-returned': {
    event: { kind: 'message-returned', queue: 'orders', id: 'm-1', delaySeconds: 4, error },
    adds: [['decouple_messages_returned_total', { queue: 'orders' }, 1]],
  },
  'outbox-relayed': {
    event: { kind: 'outbox-relayed', claimed: 200, sent: 199 },
    adds: [
      ['decouple_outbox_batches_total', {}, 1],
      ['decouple_outbox_claimed_total', {}, 200],
      ['decouple_messages_published_total', {}, 199],
    ],
  },
  'outbox-entry-failed': {
    event: { kind: 'outbox-entry-failed', id: 'm-1', type: message.type, reason: 'too long' },
    adds: [['decouple_publish_failures_total', { type: message.type }, 1]],
  },
  'outage-began': {
    event: { kind: 'outage-began', component: 'relay', resource: 'broker', error },
    adds: [['decouple_outages_total', { component: 'relay', resource: 'broker' }, 1]],
  },
  'outage-ended': {
    event: { kind: 'outage-ended', component: 'consumer', resource: 'orders database', durationMilliseconds: 5_500 },
    adds: [['decouple_outage_seconds_total', { component: 'consumer', resource: 'orders database' }, 5.5]],
  },
  'broker-trouble': {
    event: { kind: 'broker-trouble', queue: 'orders', operation: 'receive', error },
    adds: [['decouple_broker_troubles_total', { queue: 'orders', operation: 'receive' }, 1]],
  },
};

describe('CountingDeliveryObserver', () => {
  let metrics: Metrics;
  let observer: CountingDeliveryObserver;

  beforeEach(() => {
    metrics = new Metrics();
    observer = new CountingDeliveryObserver(metrics);
  });

  it.each(Object.entries(EVENTS))('counts %s, and nothing else', async (_kind, { adds, event }) => {
    observer.observe(event);
    observer.observe(event);
    const exposition = parseExposition(await metrics.text());
    const moved = [...exposition]
      .filter(([name, { samples }]) => name.startsWith('decouple_') && samples.some(({ value }) => value > 0))
      .map(([name]) => name);

    for (const [name, expectedLabels, value] of adds) expect(valueOf(exposition, name, expectedLabels)).toBe(2 * value);
    expect(moved.sort()).toEqual(adds.map(([name]) => name.replace(/_sum$/, '')).sort());
  });

  it('counts what cannot be read as a message of no type', async () => {
    observer.observe({
      kind: 'message-dead-lettered',
      queue: 'orders',
      type: undefined,
      id: 'b-1',
      reasonCode: 'message-unreadable',
      error,
    });
    const exposition = parseExposition(await metrics.text());

    expect(valueOf(exposition, 'decouple_messages_dead_lettered_total', { type: 'unreadable' })).toBe(1);
  });

  it('shows no id, and no text of an error', async () => {
    for (const { event } of Object.values(EVENTS)) observer.observe(event);
    const exposed = [...parseExposition(await metrics.text()).values()].flatMap(({ samples }) => samples);

    expect(JSON.stringify(exposed)).not.toMatch(/m-1|refused|too long/);
  });
});
