/**
 * The world is broken, not the message: database or broker unreachable, overloaded, read-only, failing over. Adapters
 * wrap what their drivers throw. It uses no retry budget and never leads to a dead letter.
 */
export class InfrastructureError extends Error {
  override readonly name = 'InfrastructureError';

  constructor(
    /** What cannot be reached: `sales database`. */
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

/** This message can never be handled as it is. No retry helps: it becomes a dead letter at once. */
export class PermanentError extends Error {
  override readonly name: string = 'PermanentError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Messages of a queue have no handler, or more than one: the application must not start. */
export class HandlerCoverageError extends Error {
  override readonly name = 'HandlerCoverageError';

  constructor(
    readonly queue: string,
    readonly missing: readonly string[],
    readonly duplicated: readonly string[],
  ) {
    const parts = [
      missing.length > 0 ? `no handler for ${missing.join(', ')}` : '',
      duplicated.length > 0 ? `more than one handler for ${duplicated.join(', ')}` : '',
    ].filter((part) => part !== '');
    super(`Queue "${queue}": ${parts.join('; ')}. Every message type that a queue carries needs exactly one handler.`);
  }
}
