import { IsInt, IsOptional, IsString, Matches, validateSync } from 'class-validator';
import { NestedObject } from '../rules/nested-object';
import { bindDocument, tryBind } from './bind-document';

class Price {
  @Matches(/^[1-9]\d*$/)
  readonly cents!: string;
}

class Order {
  @IsString()
  readonly id!: string;

  @IsOptional()
  @IsInt()
  readonly quantity?: number;

  @NestedObject(() => Price)
  readonly price!: Price;
}

describe('bindDocument', () => {
  it('makes instances on every level, and checks nothing', () => {
    const bound = bindDocument(Order, { id: 5, price: { cents: null } });
    expect(bound).toBeInstanceOf(Order);
    expect(bound.price).toBeInstanceOf(Price);
    expect(JSON.stringify(bound)).toBe('{"id":5,"price":{"cents":null}}');
  });

  it('copies no property without rules, at any level', () => {
    const bound = bindDocument(Order, { extra: 1, toString: 2, price: { extra: 3 } });
    expect(JSON.stringify(bound)).toBe('{"price":{}}');
  });

  it('copies no inherited property', () => {
    const document = Object.create({ id: 'inherited' }) as object;
    expect(bindDocument(Order, document)).not.toHaveProperty('id');
  });

  it.each([[[]], ['text'], [null], [5]])('copies %j unchanged if an object is expected', (price) => {
    expect(bindDocument(Order, { price }).price).toBe(price);
  });

  it('leaves out null for an optional property, and copies it for a required one', () => {
    expect({ ...bindDocument(Order, { quantity: null, id: null }) }).toEqual({ id: null });
  });

  it('leaves out undefined', () => {
    expect(Object.keys(bindDocument(Order, { id: undefined, quantity: 1 }))).toEqual(['quantity']);
  });
});

describe('tryBind', () => {
  const order = { id: 'o-1', quantity: 2, price: { cents: '4999' } };

  it('returns the same as bindDocument for a valid document', () => {
    const document = { ...order, extra: 1 };
    expect(tryBind(Order, document)).toStrictEqual(bindDocument(Order, document));
    expect(tryBind(Order, document)).toBeInstanceOf(Order);
  });

  it.each([
    [{}],
    [{ ...order, id: 1 }],
    [{ ...order, quantity: 'many' }],
    [{ ...order, price: { cents: '0' } }],
    [Object.create(order) as object],
  ])('returns undefined for %j, which breaks a rule', (document) => {
    expect(tryBind(Order, document)).toBeUndefined();
    expect(validateSync(bindDocument(Order, document))).not.toEqual([]);
  });

  it.each([[{ ...order, extra: 1 }], [{ ...order, price: { cents: '1', extra: 1 } }]])(
    'returns undefined for the unknown property in %j if it refuses those',
    (document) => {
      expect(tryBind(Order, document, true)).toBeUndefined();
      expect(tryBind(Order, order, true)).toStrictEqual(bindDocument(Order, order));
    },
  );
});
