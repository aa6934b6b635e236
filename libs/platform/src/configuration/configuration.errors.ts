/** The application cannot start with the environment that it was given. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    /** The problem of each variable, by its name. */
    readonly problems: Readonly<Record<string, string>>,
  ) {
    const lines = Object.entries(problems).map(([name, problem]) => `  ${name} ${problem}`);
    super(
      `The configuration is not valid. Set these environment variables right and start again:\n${lines.join('\n')}`,
    );
  }
}
