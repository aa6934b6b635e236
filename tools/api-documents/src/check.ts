import { join } from 'node:path';
import { checkApi, keepApi } from './compatibility/check';
import { OPENAPI, WORKSPACE } from './workspace';

/** `npm run api:check`, and `npm run api:check -- keep` when the API is released. */
function main([command = 'check', ...rest]: readonly string[]): number {
  const commands = { check: checkApi, keep: keepApi };
  if (rest.length > 0 || !(command === 'check' || command === 'keep')) {
    console.error(
      'check  compares the API with the last released one (the default)\nkeep   checks, and keeps it as released',
    );
    return 2;
  }
  const { succeeded, text } = commands[command](join(WORKSPACE, OPENAPI, '..'));
  (succeeded ? process.stdout : process.stderr).write(text);
  return succeeded ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
