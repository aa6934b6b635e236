/** The batch cannot continue now; the same command continues it later. */
export class BatchStoppedError extends Error {
  override readonly name = 'BatchStoppedError';
}
