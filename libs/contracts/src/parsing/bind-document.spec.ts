import { validateSync } from 'class-validator';
import { Amount } from '../fields/amount';
import { PaymentAcceptedV1, PaymentAcceptedV1Data } from '../messages/payment-accepted.v1';
import { bindDocument, tryBind } from './bind-document';

describe('bindDocument', () => {
  it('makes instances on every level, and checks nothing', () => {
    const bound = bindDocument(PaymentAcceptedV1, { id: 5, data: { amount: { value: null } } });
    expect(bound).toBeInstanceOf(PaymentAcceptedV1);
    expect(bound.data).toBeInstanceOf(PaymentAcceptedV1Data);
    expect(bound.data.amount).toBeInstanceOf(Amount);
    expect(JSON.stringify(bound)).toBe('{"data":{"amount":{"value":null}},"id":5}');
  });

  it('copies nothing that the class has no rules for, at any level', () => {
    const bound = bindDocument(PaymentAcceptedV1, { extra: 1, toString: 2, data: { extra: 3, amount: { extra: 4 } } });
    expect(JSON.stringify(bound)).toBe('{"data":{"amount":{}}}');
  });

  it('copies nothing that the document inherits', () => {
    const document = Object.create({ id: 'inherited' }) as object;
    expect(bindDocument(PaymentAcceptedV1, document)).not.toHaveProperty('id');
  });

  it.each([[[]], ['text'], [null], [5]])('leaves %j as it is where an object belongs', (data) => {
    expect(bindDocument(PaymentAcceptedV1, { data }).data).toBe(data);
  });

  it('leaves out null where a property is optional, and keeps it where the rules must refuse it', () => {
    const document = { traceparent: null, id: null };
    expect({ ...bindDocument(PaymentAcceptedV1, document) }).toEqual({ id: null });
  });

  it('leaves out what is undefined', () => {
    expect(Object.keys(bindDocument(PaymentAcceptedV1, { id: undefined, time: 'now' }))).toEqual(['time']);
  });
});

describe('tryBind', () => {
  const amount = { value: '4999', currency: 'EUR' };

  it('makes what bindDocument makes of a document that obeys every rule', () => {
    const document = { ...amount, extra: 1 };
    expect(tryBind(Amount, document)).toStrictEqual(bindDocument(Amount, document));
    expect(tryBind(Amount, document)).toBeInstanceOf(Amount);
  });

  it.each([[{}], [{ ...amount, value: 1 }], [{ ...amount, currency: 'ABC' }], [Object.create(amount) as object]])(
    'makes nothing of %j, which breaks a rule',
    (document) => {
      expect(tryBind(Amount, document)).toBeUndefined();
      expect(validateSync(bindDocument(Amount, document))).not.toEqual([]);
    },
  );
});
