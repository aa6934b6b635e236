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

/**
 * Checks at start-up that every message type of a queue has exactly one handler.
 *
 * @param registered the types that have a handler, one entry per handler
 * @throws HandlerCoverageError naming every missing and every duplicated type
 */
export function assertHandlerCoverage(queue: string, carried: readonly string[], registered: readonly string[]): void {
  const missing = carried.filter((type) => !registered.includes(type));
  const duplicated = carried.filter((type) => registered.filter((other) => other === type).length > 1);
  if (missing.length > 0 || duplicated.length > 0) throw new HandlerCoverageError(queue, missing, duplicated);
}
