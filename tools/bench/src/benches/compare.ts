import { openProgress } from '@decouple/local-infra/terminal';
import type { Contender } from '../contenders/contender';
import { floor } from '../contenders/floor';
import { ours } from '../contenders/ours';
import { textbook, textbookInTens } from '../contenders/textbook';
import type { TurnResult } from '../measure/turn-result';
import type { BenchName, BenchSettings } from '../settings/bench-settings';
import type { Stage } from '../system/stage';
import { printComparison } from '../report/print-comparison';

type PlayTurn = (stage: Stage, contender: Contender, round: number, settings: BenchSettings) => Promise<TurnResult>;

/** The two textbooks differ in how they record, not in how they accept. */
const othersOf = (bench: BenchName): readonly Contender[] =>
  bench === 'drain' ? [textbook, textbookInTens, floor] : [textbook, floor];

/** Runs the contenders in turn, several rounds: A B C A B C. */
export async function compare(stage: Stage, settings: BenchSettings, playTurn: PlayTurn): Promise<void> {
  const { bench, only, rounds } = settings;
  const contenders = [ours(), ...othersOf(bench)].filter(({ name }) => only.length === 0 || only.includes(name));
  const results: TurnResult[] = [];
  const progress = openProgress(process.stderr);
  progress.begin(`${bench}: turns`, rounds * contenders.length);
  for (let round = 1; round <= rounds; round += 1) {
    for (const contender of contenders) {
      progress.update(results.length, `round ${round}: ${contender.name}`);
      results.push(await playTurn(stage, contender, round, settings));
    }
  }
  progress.end();
  printComparison(bench, results);
}
