import { anOrderPlaced, ORDER_PLACED, readOrder } from '../testing/order.message';
import { UnreadableMessageError } from './envelope';
import { encodeMessage, MAX_BODY_LENGTH } from './outgoing-message';

const message = anOrderPlaced();

describe('encodeMessage', () => {
  it('keeps the identity and writes a body that reads back as the message', () => {
    const outgoing = encodeMessage('order-status', message);
    expect(outgoing).toMatchObject({
      queue: 'order-status',
      source: '/test',
      id: 'm1',
      type: ORDER_PLACED,
    });
    expect(readOrder(outgoing.body)).toEqual(message);
  });

  it('rejects a body that is too long, without quoting it', () => {
    const long = { ...message, padding: 'x'.repeat(MAX_BODY_LENGTH) };
    expect(() => encodeMessage('order-status', long)).toThrow(UnreadableMessageError);
    expect(() => encodeMessage('order-status', long)).toThrow(
      /^A orders\.order-placed\.v1 of \d+ characters is too long/,
    );
  });

  it('accepts the longest body', () => {
    const room = MAX_BODY_LENGTH - JSON.stringify({ ...message, padding: '' }).length;
    const longest = { ...message, padding: 'x'.repeat(room) };
    const { body } = encodeMessage('order-status', longest);
    expect(body).toHaveLength(MAX_BODY_LENGTH);
    expect(readOrder(body)).toEqual(message);
    const tooLong = { ...message, padding: 'x'.repeat(room + 1) };
    expect(() => encodeMessage('order-status', tooLong)).toThrow(UnreadableMessageError);
  });

  it('carries the group id', () => {
    expect(encodeMessage('order-status', message, 'customer-1').groupId).toBe('customer-1');
    expect(encodeMessage('order-status', message).groupId).toBeUndefined();
    expect(encodeMessage('order-status', message, '!~'.repeat(64)).groupId).toHaveLength(128);
  });

  it.each(['', 'a b', 'é', 'x'.repeat(129)])('refuses the group id "%s", without quoting it', (groupId) => {
    expect(() => encodeMessage('order-status', message, groupId)).toThrow(
      new RangeError(
        'The group id of a orders.order-placed.v1 must be 1 to 128 printable ASCII characters without spaces.',
      ),
    );
  });
});
