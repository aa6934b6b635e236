import type { Options } from '../cli/options';
import type { ExitCode } from '../cli/exit-code';
import type { Output } from '../output/output';
import type { Services } from '../services/services';

export interface CommandContext {
  /** Words behind the name of the command. */
  readonly words: readonly string[];
  readonly options: Options;
  readonly services: Services;
  readonly output: Output;
  readonly now: Date;
  /** The operator if none is named. */
  readonly login: string;
}

export type Command = (context: CommandContext) => Promise<ExitCode>;
