import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';

const CONTRACTS = join(__dirname, '../../../../libs/contracts');

/** `npm run contracts:check`, and `keep` as a part of `nx release`. */
function main(): number {
  const { version } = JSON.parse(readFileSync(join(CONTRACTS, 'package.json'), 'utf8')) as { readonly version: string };
  const { exitCode, text } = run(process.argv.slice(2), CONTRACTS, version);
  (exitCode === 0 ? process.stdout : process.stderr).write(text);
  return exitCode;
}

process.exitCode = main();
