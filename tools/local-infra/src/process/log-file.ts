import { openSync, statSync, truncateSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log that has grown beyond this starts afresh with the next start. */
const LARGEST_KEPT_LOG_BYTES = 10 * 1024 * 1024;

/** Opens a log file for appending. The caller closes the descriptor. */
export function openLogFile(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_KEPT_LOG_BYTES) truncateSync(path);
  return openSync(path, 'a');
}
