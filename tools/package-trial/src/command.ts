import { spawnSync } from 'node:child_process';

export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';

  constructor(
    command: string,
    readonly folder: string,
    readonly output: string,
  ) {
    super(`${command} failed in ${folder}:\n${output}`);
  }
}

/**
 * What npm tells its scripts about the project that they belong to, which a new project must not take for its own, and
 * the colour settings of Nx: a program prints different text with colours.
 */
const OF_THIS_WORKSPACE =
  /^(npm_(package|lifecycle)_.*|npm_config_(local_prefix|prefix|workspaces?|ignore_scripts)|npm_command|INIT_CWD|NODE_OPTIONS|FORCE_COLOR|NX_.*)$/i;

/** What a slow registry may need; a command that hangs must not hang the test for good. */
const TIMEOUT_MS = 600_000;

/**
 * Runs a command in that folder, without this workspace in its environment.
 *
 * @returns its standard output
 * @throws CommandFailedError with all that it wrote
 */
export function runIn(
  folder: string,
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): string {
  const inherited = Object.entries(process.env).filter(([name]) => !OF_THIS_WORKSPACE.test(name));
  const env = { ...Object.fromEntries(inherited), ...variables };
  const { error, signal, status, stderr, stdout } = spawnSync(command, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    // npm is a script there, which only a shell can start.
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (status === 0) return stdout;
  const cause = error?.message ?? (signal === null ? '' : `ended by ${signal}`);
  throw new CommandFailedError(
    [command, ...args].join(' '),
    folder,
    [stdout, stderr, cause].filter(Boolean).join('\n'),
  );
}
