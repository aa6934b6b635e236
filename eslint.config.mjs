import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { environment } from './tools/boundaries/eslint/environment.mjs';
import { errorHandling } from './tools/boundaries/eslint/error-handling.mjs';
import { importZones } from './tools/boundaries/eslint/import-zones.mjs';
import { projectDirections } from './tools/boundaries/eslint/project-directions.mjs';
import { pureDomain } from './tools/boundaries/eslint/pure-domain.mjs';
import { react } from './tools/boundaries/eslint/react.mjs';
import { scripts } from './tools/boundaries/eslint/scripts.mjs';
import { typescript } from './tools/boundaries/eslint/typescript.mjs';
import { wallClock } from './tools/boundaries/eslint/wall-clock.mjs';

/**
 * Every rule of ours is proved by a planted violation in tools/boundaries/src/canary. ESLint replaces the options of a
 * rule that two blocks set, so later blocks here are always the more particular ones.
 */
export default [
  { ignores: ['**/node_modules', '**/dist', '**/out-tsc', '**/coverage', '**/test-output', '.nx', '**/.local'] },
  // A project of another team: it is compiled and run where it is installed, outside this workspace.
  { ignores: ['tools/package-trial/orders'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  ...scripts,
  ...typescript(import.meta.dirname),
  errorHandling,
  ...wallClock,
  environment,
  ...importZones,
  ...projectDirections,
  pureDomain,
  react,
  prettier,
];
