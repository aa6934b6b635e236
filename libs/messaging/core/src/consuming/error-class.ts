import { InfrastructureError } from '../outage/infrastructure.error';
import { PermanentError } from './permanent.error';

/** The rows of `ERROR_POLICY` that say what the dispatcher does about a message. */
export type HandlingErrorClass =
  'unreadable' | 'reader-failed' | 'unhandled' | 'permanent' | 'failed' | 'outage' | 'cut-off';

/**
 * The class of an error that a handler throws.
 *
 * @param signal of the shutdown: once it is aborted, whatever the handler throws was caused by the shutdown
 */
export function errorClassOf(error: unknown, signal: AbortSignal): 'cut-off' | 'outage' | 'permanent' | 'failed' {
  if (signal.aborted) return 'cut-off';
  if (error instanceof InfrastructureError) return 'outage';
  return error instanceof PermanentError ? 'permanent' : 'failed';
}
