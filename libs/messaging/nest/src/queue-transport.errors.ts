/**
 * A handler failed, but an exception filter put something else in the place of its error. Nest's default filter does
 * that: what arrives is `{ status: 'error', message: 'Internal server error' }`. The message has failed all the same, as
 * an error of its own: whether the world was broken, or no retry can help, is lost with the error.
 */
export class ObscuredFailureError extends Error {
  override readonly name = 'ObscuredFailureError';

  constructor(
    readonly type: string,
    thrown: unknown,
  ) {
    super(
      `The handler of ${type} failed, and an exception filter replaced its error by ${describe(thrown)}. ` +
        'Put @QueueConsumer() on the class of the handler, or HandlerResultFilter first among its filters.',
      { cause: thrown },
    );
  }
}

/** A handler, an interceptor or a filter returned a value that is no result, so the message cannot be settled. */
export class InvalidHandlerResultError extends Error {
  override readonly name = 'InvalidHandlerResultError';

  constructor(
    readonly type: string,
    answer: string,
  ) {
    super(`The handler of ${type} answered ${answer}; a verdict is "done", "duplicate", or nothing for "done".`);
  }
}

/** Names the thing, never its content: it may hold a message. */
function describe(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return `a ${typeof thrown}`;
  const { message } = thrown as { message?: unknown };
  return typeof message === 'string' ? `an object that says "${message.slice(0, 200)}"` : 'an object without a message';
}
