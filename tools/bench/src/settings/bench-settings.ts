import { parseArgs } from 'node:util';

export const BENCHES = ['accept', 'drain', 'journey', 'burst', 'scale'] as const;
export type BenchName = (typeof BENCHES)[number];

export interface BenchSettings {
  readonly bench: BenchName;
  /** Runs of each contender, in turn: A B C A B C. */
  readonly rounds: number;
  /** Length of each measured phase. */
  readonly seconds: number;
  /** Messages in the queue before a drain. */
  readonly messages: number;
  /** Contenders to run; all when empty. */
  readonly only: readonly string[];
}

/** Wrong arguments, or missing bundles. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run bench -- <${BENCHES.join(' | ')}> [options]

  accept    payments accepted per second: ours, textbook and floor in turn
  drain     payments recorded per second from a full queue: ours, textbook and floor in turn
  journey   from accepted to its final status, at 25, 50 and 80 % of capacity
  burst     ten times the rate of sales-worker for a while: requests stay fast, the queue fills and drains
  scale     drain and claim with long backlogs and histories

  --rounds N     runs of each contender (default 3)
  --seconds N    length of each measured phase (default 10)
  --messages N   messages in the queue before a drain (default 20000)
  --only A,B     only these contenders
  --quick        one short round that shows that the bench works; its figures are meaningless

Exit codes: 0 measured, 1 failed, 2 wrong usage, or the bundles are not built.
`;

/**
 * @returns undefined for --help
 * @throws UsageError
 */
export function readSettings(argv: readonly string[]): BenchSettings | undefined {
  const { positionals, values } = parsed(argv);
  if (values.help) return undefined;
  const bench = BENCHES.find((name) => name === positionals[0]);
  if (bench === undefined || positionals.length > 1) throw new UsageError(`Name one bench.\n\n${USAGE}`);
  const quick = values.quick;
  return {
    bench,
    rounds: atLeastOne('rounds', values.rounds, quick ? 1 : 3, 50),
    seconds: atLeastOne('seconds', values.seconds, quick ? 1 : 10, 600),
    messages: atLeastOne('messages', values.messages, quick ? 500 : 20_000, 1_000_000),
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
