import * as fc from 'fast-check';
import { PAYMENT_METHOD_TYPES } from '../fields/payment-method-type';
import { PAYMENT_ACCEPTED_V1 } from '../messages/payment-accepted.v1';
import { PAYMENT_RECORDED_V1, PaymentRecordedV1 } from '../messages/payment-recorded.v1';
import { createMessage, type MessageHead } from './create-message';
import { MessageError } from './message-error';
import { checkMessage, parseMessage } from './parse-message';

const PAYMENT_ID = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';
const head: MessageHead = {
  id: PAYMENT_ID,
  source: '/decouple/sales-worker',
  time: '2026-11-22T10:15:30.123Z',
  subject: PAYMENT_ID,
};
const data = { paymentId: PAYMENT_ID, recordedAt: '2026-11-22T10:15:30.456Z' };

const time = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const plainText = (maxLength: number) =>
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: maxLength / 8 }).filter((text) => text.length <= maxLength);
const paymentId = fc.uuid({ version: 7 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const anyHead: fc.Arbitrary<MessageHead> = fc.record({
  id: plainText(128),
  source: plainText(256),
  time,
  subject: plainText(128),
  correlationid: optional(plainText(128)),
  tracestate: optional(plainText(512)),
});
const acceptedData = fc.record({
  paymentId,
  policyNumber: fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{2,31}$/),
  customerId: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
  billingPeriod: fc.stringMatching(/^20[0-9]{2}-(0[1-9]|1[0-2])$/),
  amount: fc.record({
    value: fc.bigInt({ min: 1n, max: 999_999_999_999n }).map(String),
    currency: fc.constantFrom('EUR', 'JPY', 'USD'),
  }),
  paymentMethodType: fc.constantFrom(...PAYMENT_METHOD_TYPES),
  acceptedAt: time,
});

describe('createMessage', () => {
  it('completes the envelope', () => {
    const message = createMessage(PAYMENT_RECORDED_V1, head, data);
    expect(message).toBeInstanceOf(PaymentRecordedV1);
    expect({ ...message, data: { ...message.data } }).toStrictEqual({
      ...head,
      specversion: '1.0',
      type: PAYMENT_RECORDED_V1,
      datacontenttype: 'application/json',
      dataschema: `urn:decouple:schema:${PAYMENT_RECORDED_V1}`,
      data,
    });
  });

  it('makes messages that parseMessage reads back unchanged', () => {
    fc.assert(
      fc.property(anyHead, acceptedData, (anyHeadOfIt, anyData) => {
        const message = createMessage(PAYMENT_ACCEPTED_V1, anyHeadOfIt, anyData);
        expect(parseMessage(JSON.stringify(message))).toStrictEqual(message);
      }),
    );
  });

  it('makes messages that checkMessage rejects if parseMessage would reject them', () => {
    const message = createMessage(PAYMENT_RECORDED_V1, { ...head, id: '' }, { ...data, recordedAt: 'now' });
    const check = (): unknown => checkMessage(message);
    expect(check).toThrow(MessageError);
    expect(check).toThrow(/#\/id must not be empty/);
    expect(check).toThrow(/#\/data\/recordedAt must be an RFC 3339 time/);
  });

  it.each(['sales.payment-recorded.v9', 'constructor', '__proto__', ''])('rejects the unknown type %j', (type) => {
    expect(() => createMessage(type as never, head, data as never)).toThrow(
      /^The (version of )?message type .*known: /,
    );
  });

  it.each([undefined, null, [], 'text'])('makes a message that checkMessage rejects of data %j', (none) => {
    const message = createMessage(PAYMENT_RECORDED_V1, head, none as never);
    expect(() => checkMessage(message)).toThrow(/#\/data must be an object/);
  });

  it('leaves out properties that the contract does not know', () => {
    const more = { ...data, token: 'tok_secret' };
    expect(JSON.stringify(createMessage(PAYMENT_RECORDED_V1, head, more))).not.toContain('tok_secret');
  });

  it('copies the data', () => {
    const mine = { ...data };
    const message = createMessage(PAYMENT_RECORDED_V1, head, mine);
    mine.recordedAt = 'changed';
    expect(message.data.recordedAt).toBe(data.recordedAt);
  });
});
