import { EMPTY, from, of, throwError } from 'rxjs';
import { handlerResultOf } from './handler-result';

const TYPE = 'test.happened.v1';

describe('handlerResultOf', () => {
  it.each([
    ['"done"', Promise.resolve('done'), 'done'],
    ['"duplicate"', Promise.resolve('duplicate'), 'duplicate'],
    ['"ignored"', Promise.resolve('ignored'), 'ignored'],
    ['nothing', Promise.resolve(undefined), 'done'],
    ['a stream of "duplicate"', Promise.resolve(of('duplicate')), 'duplicate'],
    ['a stream of nothing', Promise.resolve(of(undefined)), 'done'],
    ['the last of several values', Promise.resolve(from(['done', 'duplicate'])), 'duplicate'],
  ])('takes %s', async (_title, answer, verdict) => {
    expect(await handlerResultOf(TYPE, answer)).toBe(verdict);
  });

  it.each([
    ['an object such as the answer of a filter', Promise.resolve(of({ status: 'error' }))],
    ['null', Promise.resolve(null)],
    ['another text', Promise.resolve('ok')],
    ['false', Promise.resolve(false)],
    ['a stream without a value', Promise.resolve(EMPTY)],
  ])('does not take %s for success', async (_title, answer) => {
    await expect(handlerResultOf(TYPE, answer)).rejects.toMatchObject({
      name: 'InvalidHandlerResultError',
      type: TYPE,
    });
  });

  it('keeps an error that is thrown, or comes in a stream', async () => {
    const error = new RangeError('mine');

    await expect(handlerResultOf(TYPE, Promise.reject(error))).rejects.toBe(error);
    await expect(handlerResultOf(TYPE, Promise.resolve(throwError(() => error)))).rejects.toBe(error);
  });

  it('makes an error of what a filter put in the place of one, and says what to do', async () => {
    const thrown = { status: 'error', message: 'Internal server error' };
    const failing = handlerResultOf(TYPE, Promise.resolve(throwError(() => thrown)));

    await expect(failing).rejects.toMatchObject({ name: 'ObscuredFailureError', cause: thrown });
    await expect(failing).rejects.toThrow(/Internal server error.*@QueueConsumer/s);
  });
});
