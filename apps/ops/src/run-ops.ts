import type { RunningApplications } from '@decouple/local-infra';
import { ServiceRefusedError, ServiceUnreachableError } from '@decouple/management-client';
import { visibleText } from '@decouple/platform/terminal';
import type { Command } from './commands/command';
import { decideOn } from './commands/dead-letters-decide';
import { listDecisions } from './commands/dead-letters-decisions';
import { listDeadLetters } from './commands/dead-letters-list';
import { showDeadLetter } from './commands/dead-letters-show';
import { handlers } from './commands/handlers';
import { outbox } from './commands/outbox';
import { listRepairs } from './commands/payments-repairs';
import { showPayment } from './commands/payments-show';
import { queues } from './commands/queues';
import { reconcile } from './commands/reconcile';
import { Output } from './output/output';
import { NotRunningError, Services } from './services/services';
import { EXIT_CODE, type ExitCode } from './cli/exit-code';
import { parseCommandLine } from './cli/options';
import { USAGE } from './cli/usage';
import { UsageError } from './cli/usage.error';

/** By the words that name them. */
const COMMANDS: Readonly<Record<string, Command>> = {
  queues,
  handlers,
  outbox,
  'dead-letters list': listDeadLetters,
  'dead-letters show': showDeadLetter,
  'dead-letters redrive': decideOn('redrive'),
  'dead-letters discard': decideOn('discard'),
  'dead-letters decisions': listDecisions,
  'payments show': showPayment,
  'payments repairs': listRepairs,
  reconcile,
};

export interface OpsSurroundings {
  readonly login: string;
  readonly now: Date;
  /** What runs in this clone; asked only where an address is not given. */
  readonly findRunning: () => Promise<RunningApplications>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs one command line. What a person can do something about is said without a stack. */
export async function runOps(args: readonly string[], ports: OpsSurroundings): Promise<ExitCode> {
  const { login, now } = ports;
  // All that it prints may hold text from outside: reasons, bodies, names.
  const out = (text: string): void => ports.out(visibleText(text));
  const err = (text: string): void => ports.err(visibleText(text));
  try {
    const { options, words } = parseCommandLine(args);
    if (options.help === true || words.length === 0 || words[0] === 'help') {
      out(USAGE);
      return EXIT_CODE.done;
    }
    const { command, rest } = commandOf(words);
    const areGiven = options.api !== undefined && options.worker !== undefined;
    const running = areGiven ? {} : await ports.findRunning();
    const context = { options, words: rest, now, login, services: new Services(options, running) };
    return await command({ ...context, output: new Output(options.json ?? false, out) });
  } catch (error) {
    if (error instanceof UsageError) {
      err(`${error.message}\n`);
      return EXIT_CODE.usage;
    }
    if (
      error instanceof ServiceRefusedError ||
      error instanceof ServiceUnreachableError ||
      error instanceof NotRunningError
    ) {
      err(`${inWords(error)}\n`);
      return EXIT_CODE.failed;
    }
    throw error;
  }
}

function commandOf(words: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } {
  for (const length of [2, 1]) {
    const command = COMMANDS[words.slice(0, length).join(' ')];
    if (command !== undefined) return { command, rest: words.slice(length) };
  }
  throw new UsageError(`There is no command "${words.join(' ')}".`);
}

function inWords(error: ServiceRefusedError | ServiceUnreachableError | NotRunningError): string {
  if (error instanceof ServiceUnreachableError || error instanceof NotRunningError) {
    const option = error.service === 'customer-api' ? '--api' : '--worker';
    const start = 'Start it with "npm start" or "npm run start:memory"';
    return `${error.message} ${start}, or say where its management API is: ${option} <url>.`;
  }
  const places = error.errors.map(({ detail, pointer }) => `${pointer} ${detail}`);
  const why = places.length > 0 ? `${places.join('; ')}.` : error.detail;
  return `${error.service} refused (HTTP ${error.status}): ${why}`;
}
