import type { HandlerResult } from '@decouple/messaging-core';
import { EmptyError, isObservable, lastValueFrom } from 'rxjs';
import { InvalidHandlerResultError, ObscuredFailureError } from './queue-transport.errors';

/**
 * Waits for the return value of a Nest handler and reads it. A value that is no result is a failure: a message is
 * acknowledged only because its handler says so.
 *
 * @throws the handler's own error, ObscuredFailureError, InvalidHandlerResultError
 */
export async function handlerResultOf(type: string, answering: Promise<unknown>): Promise<HandlerResult> {
  let answer: unknown;
  try {
    const first = await answering;
    answer = isObservable(first) ? await lastValueFrom(first) : first;
  } catch (thrown) {
    if (thrown instanceof EmptyError)
      throw new InvalidHandlerResultError(type, 'with a stream that ended without a value');
    if (thrown instanceof Error) throw thrown;
    throw new ObscuredFailureError(type, thrown);
  }
  if (answer === undefined || answer === 'done') return 'done';
  if (answer === 'duplicate' || answer === 'ignored') return answer;
  throw new InvalidHandlerResultError(type, answer === null ? 'null' : `with another ${typeof answer}`);
}
