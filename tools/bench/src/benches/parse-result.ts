export type Work = 'parse' | 'create' | 'check';
export type ContenderName = 'ours' | 'textbook' | 'floor';

export interface ParseResult {
  readonly work: Work;
  readonly contender: ContenderName;
  readonly round: number;
  /** By the processor time of this process, so that whoever shares the machine does not count. */
  readonly messagesPerCoreSecond: number;
}

export const ratesOf = (results: readonly ParseResult[], work: Work, name: ContenderName): number[] =>
  results
    .filter((result) => result.work === work && result.contender === name)
    .map(({ messagesPerCoreSecond }) => messagesPerCoreSecond);
