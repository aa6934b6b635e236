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
