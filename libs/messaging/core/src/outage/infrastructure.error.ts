/**
 * The world is broken, not the message: database or broker unreachable, overloaded, read-only, failing over. Adapters
 * wrap what their drivers throw. It uses no retry budget and never leads to a dead letter.
 */
export class InfrastructureError extends Error {
  override readonly name = 'InfrastructureError';

  constructor(
    /** What cannot be reached: `orders database`. */
    readonly resource: string,
    /** The driver's own code: `ECONNREFUSED`, SQLSTATE. */
    readonly code: string,
    options?: ErrorOptions & {
      /** What the code means, as the end of a sentence; for codes that an operator has to act on. */
      readonly explanation?: string | undefined;
    },
  ) {
    const { explanation } = options ?? {};
    super(`The ${resource} is not available (${code})${explanation === undefined ? '' : `: ${explanation}`}.`, options);
  }
}
