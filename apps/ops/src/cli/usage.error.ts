/** The command line itself is wrong; nothing was asked of any service. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(`${message} "npm run ops -- help" shows how it is used.`);
  }
}
