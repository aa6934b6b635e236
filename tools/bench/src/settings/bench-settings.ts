import { parseArgs } from 'node:util';

export const BENCHES = ['accept', 'drain', 'journey', 'burst', 'scale', 'parse'] as const;
export type BenchName = (typeof BENCHES)[number];

export interface BenchSettings {
  readonly bench: BenchName;
  /** Times that each contender runs, in turn: A B C A B C. */
  readonly rounds: number;
  /** Seconds of each measured stretch. */
  readonly seconds: number;
  /** Messages that a drain begins with. */
  readonly messages: number;
  /** Folder for JSON and charts. */
  readonly output: string;
  /** Contenders to run; all when empty. */
  readonly only: readonly string[];
}

/** Told instead of settings when the arguments make no sense. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run bench -- <${BENCHES.join(' | ')}> [options]

  accept    payments accepted per second: ours, textbook and floor in turn
  drain     payments recorded per second from a full queue: ours, textbook and floor in turn
  journey   from accepted to its final status, at 25, 50 and 80 % of capacity
  burst     ten times what sales can take, for a while: the front door stays fast, the queue fills and drains
  scale     drain and claim with long backlogs and histories
  parse     messages read, made and checked per second and core: ours, textbook and bare JSON.parse in turn

  --rounds N     times that each contender runs (default 3)
  --seconds N    seconds of each measured stretch (default 10)
  --messages N   messages that a drain begins with (default 20000)
  --only A,B     only these contenders
  --output DIR   where JSON and charts are written (default tools/bench/results)
  --quick        one short round, to see that it works; its figures mean nothing

Exit codes: 0 measured, 1 failed, 2 wrong usage, or the bundles are not built.
`;

/**
 * @returns undefined when help is asked for
 * @throws UsageError
 */
export function readSettings(argv: readonly string[]): BenchSettings | undefined {
  const { positionals, values } = parsed(argv);
  if (values.help) return undefined;
  const bench = BENCHES.find((name) => name === positionals[0]);
  if (bench === undefined || positionals.length > 1) throw new UsageError(`Which bench?\n\n${USAGE}`);
  const quick = values.quick;
  return {
    bench,
    rounds: atLeastOne('rounds', values.rounds, quick ? 1 : 3, 50),
    seconds: atLeastOne('seconds', values.seconds, quick ? 1 : 10, 600),
    messages: atLeastOne('messages', values.messages, quick ? 500 : 20_000, 1_000_000),
    output: values.output ?? 'tools/bench/results',
    only: values.only?.split(',') ?? [],
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        messages: { type: 'string' },
        output: { type: 'string' },
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function atLeastOne(name: string, text: string | undefined, otherwise: number, most: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new UsageError(`--${name} must be a whole number from 1 to ${most}.`);
  }
  return value;
}
