import {
  createMessage,
  MAX_MESSAGE_LENGTH,
  MessageError,
  parseMessage,
  PAYMENT_RECORDED_V1,
} from '@decouple/contracts';
import { encodeMessage } from './outgoing-message';

const PAYMENT_ID = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';
const message = createMessage(
  PAYMENT_RECORDED_V1,
  { id: `${PAYMENT_ID}:recorded`, source: '/test', time: '2026-11-22T10:15:30Z', subject: PAYMENT_ID },
  { paymentId: PAYMENT_ID, recordedAt: '2026-11-22T10:15:30Z' },
);

describe('encodeMessage', () => {
  it('keeps the identity and writes a body that reads back as the message', () => {
    const outgoing = encodeMessage('payment-status', message);
    expect(outgoing).toMatchObject({
      queue: 'payment-status',
      source: '/test',
      id: `${PAYMENT_ID}:recorded`,
      type: PAYMENT_RECORDED_V1,
    });
    expect(parseMessage(outgoing.body)).toEqual(message);
  });

  it('refuses a message that no reader would take, without quoting it', () => {
    const long = { ...message, padding: 'x'.repeat(MAX_MESSAGE_LENGTH) };
    expect(() => encodeMessage('payment-status', long)).toThrow(MessageError);
    expect(() => encodeMessage('payment-status', long)).toThrow(
      /^A sales\.payment-recorded\.v1 of \d+ characters is too long/,
    );
  });

  it('accepts the longest message that a reader takes', () => {
    const room = MAX_MESSAGE_LENGTH - JSON.stringify({ ...message, padding: '' }).length;
    const longest = { ...message, padding: 'x'.repeat(room) };
    const { body } = encodeMessage('payment-status', longest);
    expect(body).toHaveLength(MAX_MESSAGE_LENGTH);
    expect(parseMessage(body)).toEqual(message);
    const tooLong = { ...message, padding: 'x'.repeat(room + 1) };
    expect(() => encodeMessage('payment-status', tooLong)).toThrow(MessageError);
  });

  it('carries the group id', () => {
    expect(encodeMessage('payment-status', message, 'CUST-1001').groupId).toBe('CUST-1001');
    expect(encodeMessage('payment-status', message).groupId).toBeUndefined();
    expect(encodeMessage('payment-status', message, '!~'.repeat(64)).groupId).toHaveLength(128);
  });

  it.each(['', 'a b', 'é', 'x'.repeat(129)])('refuses the group id "%s", without quoting it', (groupId) => {
    expect(() => encodeMessage('payment-status', message, groupId)).toThrow(
      new RangeError(
        'The group id of a sales.payment-recorded.v1 must be 1 to 128 printable ASCII characters without spaces.',
      ),
    );
  });
});
