/** The results cannot be written, so nothing more is paid: a payment without a result would be sent again. */
export class ResultsUnwritableError extends Error {
  override readonly name = 'ResultsUnwritableError';

  constructor(file: string, cause: NodeJS.ErrnoException) {
    super(
      `The results cannot be written to ${file}: ${REASONS[cause.code ?? ''] ?? cause.message}. ` +
        'Make room for them or name another place with --results, then run the same command again; nothing is paid twice.',
      { cause },
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'its folder is a file',
  ENOENT: 'its folder is gone',
};

/**
 * Does work on the results.
 *
 * @throws ResultsUnwritableError when the operating system refuses
 */
export async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error)) throw new ResultsUnwritableError(file, error);
    throw error;
  }
}

/** An error of the operating system, and none of this program. */
function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
