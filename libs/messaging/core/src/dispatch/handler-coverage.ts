import { HandlerCoverageError } from '../delivery.errors';

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
