import { HandlerCoverageError } from './handler-coverage';
import { assertHandlerCoverage } from './handler-coverage';

const errorOf = (carried: readonly string[], registered: readonly string[]): unknown => {
  try {
    assertHandlerCoverage('orders', carried, registered);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('assertHandlerCoverage', () => {
  it('accepts exactly one handler per type, and handlers of other queues beside them', () => {
    expect(errorOf(['a.v1', 'b.v1'], ['b.v1', 'other.v1', 'a.v1'])).toBeUndefined();
  });

  it('names every missing and every duplicated type', () => {
    const error = errorOf(['a.v1', 'b.v1', 'c.v1', 'd.v1'], ['a.v1', 'b.v1', 'b.v1', 'b.v1']);
    expect(error).toBeInstanceOf(HandlerCoverageError);
    expect(error).toMatchObject({ queue: 'orders', missing: ['c.v1', 'd.v1'], duplicated: ['b.v1'] });
    expect((error as Error).message).toBe(
      'Queue "orders": no handler for c.v1, d.v1; more than one handler for b.v1. ' +
        'Every message type that a queue carries needs exactly one handler.',
    );
  });

  it('says nothing of duplicates when there are none', () => {
    expect((errorOf(['a.v1'], []) as Error).message).not.toContain('more than one');
  });
});
