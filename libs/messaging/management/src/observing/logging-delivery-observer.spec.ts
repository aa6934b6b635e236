import type { DeliveryEvent } from '@decouple/messaging-core';
import { RecordingLog } from '@decouple/platform/testing';
import { LoggingDeliveryObserver } from './logging-delivery-observer';

type Kind = DeliveryEvent['kind'];
type Facts<K extends Kind> = Omit<Extract<DeliveryEvent, { kind: K }>, 'kind'>;

const error = new Error('refused');
const message = { queue: 'orders', type: 'orders.order-placed.v1', id: 'm-1' };

/** One event of each kind: a new kind does not compile until it stands here. */
const EVENTS: { readonly [K in Kind]: { readonly level: string; readonly facts: Facts<K> } } = {
  'message-settled': { level: 'info', facts: { ...message, result: 'done', durationMilliseconds: 7 } },
  'message-delayed': { level: 'warn', facts: { ...message, attempt: 2, delaySeconds: 9, error } },
  'message-dead-lettered': { level: 'error', facts: { ...message, reasonCode: 'attempts-exhausted', error } },
  'announcement-failed': { level: 'error', facts: { ...message, error } },
  'message-returned': { level: 'warn', facts: { queue: 'orders', id: 'm-1', delaySeconds: 4, error } },
  'outbox-relayed': { level: 'debug', facts: { claimed: 200, sent: 199 } },
  'outbox-entry-failed': { level: 'warn', facts: { id: 'm-1', type: message.type, reason: 'too long' } },
  'outage-began': { level: 'error', facts: { component: 'relay', resource: 'broker', error } },
  'outage-ended': {
    level: 'info',
    facts: { component: 'consumer', resource: 'orders database', durationMilliseconds: 5_000 },
  },
  'broker-trouble': { level: 'warn', facts: { queue: 'orders', operation: 'receive', error } },
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

  describe('of what repeats', () => {
    const observing = (observe: (observer: LoggingDeliveryObserver) => void): RecordingLog => {
      const recording = new RecordingLog();
      observe(new LoggingDeliveryObserver(recording.log));
      return recording;
    };
    const REPEATING = ['broker-trouble', 'message-delayed', 'message-returned', 'outbox-entry-failed'] as const;

    it.each(REPEATING)('writes a thousand times %s in one line for now', (kind) => {
      const { lines } = observing((observer) => {
        for (let time = 0; time < 1_000; time += 1) {
          observer.observe({ kind, ...EVENTS[kind].facts, id: `m-${time}` } as DeliveryEvent);
        }
      });

      expect(lines).toHaveLength(1);
    });

    it('writes an outage that comes and goes in two lines for now', () => {
      const { lines } = observing((observer) => {
        for (let time = 0; time < 1_000; time += 1) {
          observer.observe({ kind: 'outage-began', ...EVENTS['outage-began'].facts });
          observer.observe({ kind: 'outage-ended', component: 'relay', resource: 'broker', durationMilliseconds: 9 });
        }
      });

      expect(lines.map(({ level }) => level)).toEqual(['error', 'info']);
    });

    it('tells queues, operations and codes apart', () => {
      const trouble = { kind: 'broker-trouble', queue: 'orders', operation: 'receive', error } as const;
      const { lines } = observing((observer) => {
        observer.observe(trouble);
        observer.observe({ ...trouble, queue: 'order-status' });
        observer.observe({ ...trouble, operation: 'delete' });
        observer.observe({ ...trouble, error: Object.assign(new Error('gone'), { code: 'QueueDoesNotExist' }) });
      });

      expect(lines).toHaveLength(4);
    });

    it('writes every message that is settled or given up', () => {
      const { lines } = observing((observer) => {
        for (let time = 0; time < 3; time += 1) {
          observer.observe({ kind: 'message-settled', ...EVENTS['message-settled'].facts });
          observer.observe({ kind: 'message-dead-lettered', ...EVENTS['message-dead-lettered'].facts });
        }
      });

      expect(lines).toHaveLength(6);
    });
  });

  it('does not write what an error carries along, such as a body', () => {
    const withBody = Object.assign(new Error('refused'), { input: { MessageBody: 'tok_visa_4f9a' } });
    const { texts } = logged({ kind: 'broker-trouble', queue: 'orders', operation: 'send', error: withBody });

    expect(texts.join()).not.toContain('tok_visa');
  });

  it('writes of a message for another reader at debug alone', () => {
    const { facts } = EVENTS['message-settled'];

    expect(logged({ kind: 'message-settled', ...facts, result: 'ignored' } as DeliveryEvent).lines).toMatchObject([
      { level: 'debug', result: 'ignored' },
    ]);
  });
});
