import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

export const WORKSPACE = join(__dirname, '../../..');

/** What the API is now, as its own controllers and DTOs describe it. */
export const OPENAPI = 'apps/customer-api/openapi.json';
/** The types that the client is built on. */
export const CLIENT_TYPES = 'libs/client/src/generated/openapi.ts';

/** What the linter and the generator would tell their makers about. */
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };

/** Runs a program of an installed package; what it prints is both of its outputs, in no certain order. */
export function runPackage(name: string, program: string, args: readonly string[]) {
  const script = join(dirname(require.resolve(`${name}/package.json`)), program);
  // Nx asks its children for colours.
  const { FORCE_COLOR: _colours, ...environment } = process.env;
  const { error, status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...environment, ...QUIET },
  });
  if (error !== undefined) throw error;
  return { succeeded: status === 0, printed: `${stdout}${stderr}` };
}
