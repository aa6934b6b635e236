import { join } from 'node:path';
import { checkApi, keepApi } from './compatibility/check';
import { WORKSPACE } from '../workspace';
import { OPENAPI } from './packages';

const USAGE = `Usage: npm run api:check -- [check | keep]

check  compares the API with the last released one (the default)
keep   checks, and keeps it as released

Exit codes: 0 fine, 1 something breaks, 2 wrong usage.`;

/** `npm run api:check`, and `npm run api:check -- keep` when the API is released. */
function main([command = 'check', ...rest]: readonly string[]): number {
  if (command === '--help') {
    console.log(USAGE);
    return 0;
  }
  const commands = { check: checkApi, keep: keepApi };
  if (rest.length > 0 || !(command === 'check' || command === 'keep')) {
    console.error(USAGE);
    return 2;
  }
  const { succeeded, text } = commands[command](join(WORKSPACE, OPENAPI, '..'));
  (succeeded ? process.stdout : process.stderr).write(text);
  return succeeded ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
