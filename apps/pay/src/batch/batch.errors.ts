/** The batch cannot go on now; the same command goes on with it later. */
export class BatchStoppedError extends Error {
  override readonly name = 'BatchStoppedError';
}
