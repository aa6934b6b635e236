import { IsString, Matches, MaxLength } from 'class-validator';
import { NestedObject } from '../rules/nested-object';
import { InvalidDocumentError } from '../violations/invalid-document.error';
import { readDocument, type ReadDocumentOptions } from './read-document';

class Price {
  @Matches(/^[1-9]\d*$/, { message: 'must be a number of cents' })
  readonly cents!: string;
}

class Order {
  @IsString({ message: 'must be text' })
  readonly id!: string;

  @NestedObject(() => Price)
  readonly price!: Price;
}

/** Only class-validator can check a rule for each element. */
class Tags {
  @MaxLength(3, { each: true, message: 'must be short' })
  readonly tags!: readonly string[];
}

const ORDER = { id: 'o-1', price: { cents: '4999' } };

function violations(document: unknown, options?: ReadDocumentOptions, type: new () => object = Order) {
  try {
    readDocument(type, document, options);
  } catch (error) {
    if (error instanceof InvalidDocumentError) return error.violations.map(({ detail, pointer }) => [pointer, detail]);
    throw error;
  }
  return [];
}

describe('readDocument', () => {
  it('returns instances of the class and its nested classes', () => {
    const order = readDocument(Order, ORDER);
    expect(order).toBeInstanceOf(Order);
    expect(order.price).toBeInstanceOf(Price);
    expect(JSON.parse(JSON.stringify(order))).toEqual(ORDER);
  });

  it.each([undefined, null, 'text', 4, [ORDER]])('rejects %j, which is not an object', (document) => {
    expect(violations(document, { place: '#/orders/0' })).toEqual([['#/orders/0', 'must be a JSON object']]);
  });

  it('names every broken rule and unknown property at once, below its place', () => {
    const document = { id: 5, price: { cents: 'x', tip: 1 }, extra: 1 };
    expect(violations(document, { place: '#/orders/0' })).toEqual([
      ['#/orders/0/id', 'must be text'],
      ['#/orders/0/price/cents', 'must be a number of cents'],
      ['#/orders/0/price/tip', 'is not a known property'],
      ['#/orders/0/extra', 'is not a known property'],
    ]);
  });

  it('leaves out unknown properties if it ignores them', () => {
    const order = readDocument(Order, { ...ORDER, extra: 1 }, { unknownProperties: 'ignore' });
    expect(order).toStrictEqual(readDocument(Order, ORDER));
  });

  it('lists 50 unknown properties at most', () => {
    const document = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`name${at}`, 1]));
    expect(violations({ ...ORDER, ...document })).toHaveLength(50);
  });

  it('checks rules that only class-validator supports', () => {
    expect(readDocument(Tags, { tags: ['a', 'b'] })).toBeInstanceOf(Tags);
    expect(violations({ tags: ['a', 'long'] }, {}, Tags)).toEqual([['#/tags', 'must be short']]);
  });

  it('does not repeat the invalid value in the error', () => {
    expect(() => readDocument(Order, { ...ORDER, id: ['secret'] })).toThrow(/^#\/id must be text$/);
  });
});
