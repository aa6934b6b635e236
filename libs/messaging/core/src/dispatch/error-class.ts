import { MessageError } from '@decouple/contracts';
import { InfrastructureError, PermanentError } from '../delivery.errors';
import type { ErrorClass } from '../retry/error-policy';

/** @param signal of the shutdown: whatever a handler throws once it is aborted, it was cut off */
export function errorClassOf(error: unknown, signal: AbortSignal): ErrorClass {
  if (signal.aborted) return 'cut-off';
  if (error instanceof InfrastructureError) return 'outage';
  if (error instanceof MessageError) return 'unreadable';
  return error instanceof PermanentError ? 'permanent' : 'failed';
}
