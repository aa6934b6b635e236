import type { DeliveryEvent } from '@decouple/messaging-core';
import { RecordingLog } from '@decouple/platform/testing';
import { LoggingDeliveryObserver } from './logging-delivery-observer';

type Kind = DeliveryEvent['kind'];
type Facts<K extends Kind> = Omit<Extract<DeliveryEvent, { kind: K }>, 'kind'>;

const error = new Error('refused');
const message = { queue: 'sales', type: 'payments.payment-accepted.v1', id: 'm-1' };

/** One event of each kind: a new kind does not compile until it stands here. */
const EVENTS: { readonly [K in Kind]: { readonly level: string; readonly facts: Facts<K> } } = {
  'message-settled': { level: 'info', facts: { ...message, result: 'done', durationMilliseconds: 7 } },
  'message-delayed': { level: 'warn', facts: { ...message, attempt: 2, delaySeconds: 9, error } },
  'message-dead-lettered': { level: 'error', facts: { ...message, reasonCode: 'attempts-exhausted', error } },
  'message-returned': { level: 'warn', facts: { queue: 'sales', id: 'm-1', delaySeconds: 4, error } },
  'outbox-relayed': { level: 'debug', facts: { claimed: 200, sent: 199 } },
  'outbox-entry-failed': { level: 'warn', facts: { id: 'm-1', type: message.type, reason: 'too long' } },
  'outage-began': { level: 'error', facts: { component: 'relay', resource: 'broker', error } },
  'outage-ended': {
    level: 'info',
    facts: { component: 'consumer', resource: 'sales database', durationMilliseconds: 5_000 },
  },
  'broker-trouble': { level: 'warn', facts: { queue: 'sales', operation: 'receive', error } },
};

describe('LoggingDeliveryObserver', () => {
  const logged = (event: DeliveryEvent): RecordingLog => {
    const recording = new RecordingLog();
    new LoggingDeliveryObserver(recording.log).observe(event);
    return recording;
  };

  it.each(Object.entries(EVENTS))('writes %s with its level, a sentence and every fact', (kind, { facts, level }) => {
    const { lines } = logged({ kind, ...facts } as DeliveryEvent);
    const [{ msg, service: _service, time: _time, ...line } = { msg: undefined }] = lines;

    expect(lines).toHaveLength(1);
    expect(msg).toMatch(/^[a-z].* /);
    expect(line).toEqual({
      ...facts,
      level,
      ...('error' in facts ? { error: expect.objectContaining({ message: 'refused' }) as unknown } : {}),
    });
  });

  it('says of each kind something else', () => {
    const texts = Object.entries(EVENTS).map(
      ([kind, { facts }]) => logged({ kind, ...facts } as DeliveryEvent).lines[0]?.msg,
    );

    expect(new Set(texts).size).toBe(Object.keys(EVENTS).length);
  });

  it('writes a line that has every name once', () => {
    const [text = ''] = logged({ kind: 'broker-trouble', ...EVENTS['broker-trouble'].facts }).texts;

    expect(JSON.stringify(JSON.parse(text))).toBe(text.trim());
  });

  it('does not write what an error carries along, such as a body', () => {
    const withBody = Object.assign(new Error('refused'), { input: { MessageBody: 'tok_visa_4f9a' } });
    const { texts } = logged({ kind: 'broker-trouble', queue: 'sales', operation: 'send', error: withBody });

    expect(texts.join()).not.toContain('tok_visa');
  });
});
