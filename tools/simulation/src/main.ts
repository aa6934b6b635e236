import { readCommand, USAGE, UsageError } from './cli/command';
import { explore } from './cli/explore';
import { replay } from './cli/replay';

/** `npm run simulate`: the whole system on a virtual clock, with everything going wrong that can. */
async function main(words: readonly string[]): Promise<number> {
  const command = readCommand(words);
  if (command.kind === 'help') {
    console.log(USAGE);
    return 0;
  }
  return command.kind === 'replay' ? replay(command.seed) : explore(command.first, command.seeds);
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
    else console.error(error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
