import * as fc from 'fast-check';
import { PermanentError } from '../consuming/permanent.error';
import { describeError } from './describe-error';

describe('describeError', () => {
  it('keeps the name, the message and the stack of an error', () => {
    const error = new PermanentError('code', 'It never works.');
    expect(describeError(error)).toEqual({
      errorClass: 'PermanentError',
      errorMessage: 'It never works.',
      errorStack: error.stack,
    });
  });

  it('cuts what is too long', () => {
    const error = new Error('m'.repeat(10_000));
    error.name = 'n'.repeat(10_000);
    error.stack = 's'.repeat(10_000);
    const { errorClass, errorMessage, errorStack } = describeError(error);
    expect([errorClass.length, errorMessage.length, errorStack?.length]).toEqual([200, 2_000, 8_000]);
  });

  it('replaces what PostgreSQL cannot store, also what cutting leaves', () => {
    const error = new Error(`a\u0000b${'x'.repeat(1_996)}😀`);
    delete error.stack;
    expect(describeError(error)).toEqual({
      errorClass: 'Error',
      errorMessage: `a\uFFFDb${'x'.repeat(1_996)}\uFFFD`,
      errorStack: undefined,
    });
  });

  it.each([
    ['a text', 'boom', { errorClass: 'string', errorMessage: 'boom' }],
    ['undefined', undefined, { errorClass: 'undefined', errorMessage: 'undefined' }],
    ['null', null, { errorClass: 'object', errorMessage: 'null' }],
    ['a symbol', Symbol('s'), { errorClass: 'symbol', errorMessage: 'Symbol(s)' }],
    ['an object without a prototype', Object.create(null), { errorClass: 'object', errorMessage: 'no text' }],
  ])('describes %s that was thrown', (_, thrown: unknown, facts) => {
    expect(describeError(thrown)).toEqual({ ...facts, errorStack: undefined });
  });

  it('describes anything at all in text that can be stored', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.string({ unit: 'binary' }), (thrown, text) => {
        for (const error of [thrown, new Error(text), Object.assign(new Error(), { message: thrown })]) {
          const { errorClass, errorMessage, errorStack = '' } = describeError(error);
          expect(errorClass + errorMessage + errorStack).not.toMatch(/\0|\p{Cs}/u);
        }
      }),
    );
  });
});
