import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** The OpenAPI document, generated from the controllers and DTOs. */
export const OPENAPI = 'apps/customer-api/openapi.json';
/** The types of the client, generated from the OpenAPI document. */
export const CLIENT_TYPES = 'libs/client/src/generated/openapi.ts';

/** Disables telemetry, update notices and colours. */
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };

/** Runs a program of an installed package. `printed` holds stdout and stderr. */
export function runPackage(name: string, program: string, args: readonly string[]) {
  const script = join(dirname(require.resolve(`${name}/package.json`)), program);
  // Nx requests colours from its children.
  const { FORCE_COLOR: _colours, ...environment } = process.env;
  const { error, status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...environment, ...QUIET },
  });
  if (error !== undefined) throw error;
  return { succeeded: status === 0, printed: `${stdout}${stderr}` };
}
