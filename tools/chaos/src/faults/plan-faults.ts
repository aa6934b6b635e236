import type { Randomness } from '@decouple/messaging-core';
import { FAULT_KINDS, type FaultKind } from './fault-kind';

export interface PlannedFault {
  /** Since the start of the load. */
  readonly atMilliseconds: number;
  readonly kind: FaultKind;
  /** Which of the two processes is struck; of no meaning for the other kinds. */
  readonly instance: 0 | 1;
  /** Time until the stopped process starts again. */
  readonly lastsMilliseconds: number;
  /** By how much a clock jumps; of no meaning for the other kinds. */
  readonly clockOffsetMilliseconds: number;
}

const SHORTEST_GAP_MILLISECONDS = 1_000;
/** Servers take seconds to come back: with a shorter one a long run would be an outage without a load. */
const LONGEST_GAP_MILLISECONDS = 5_000;
/** Short runs are denser, so that they meet every kind. */
const LONGEST_GAP_IN_RUN = 0.066;
const FIRST_FAULT_AFTER_MILLISECONDS = 1_500;

/** Shortest and longest. The visibility timeout is five seconds: half of the times frozen are longer than that. */
const DURATIONS: Record<FaultKind, readonly [number, number]> = {
  'API killed': [0, 1_000],
  'worker killed': [0, 1_000],
  'API frozen': [1_000, 12_000],
  'worker frozen': [1_000, 15_000],
  'customer database restarted': [0, 2_000],
  'sales database restarted': [0, 2_000],
  'customer database crashed': [0, 3_000],
  'sales database crashed': [0, 3_000],
  'all queued messages lost': [0, 3_000],
  'messages duplicated': [1_000, 4_000],
  'APIs restarted in turn': [0, 500],
  'workers restarted in turn': [0, 500],
  'API clock jumped': [2_000, 15_000],
  'worker clock jumped': [2_000, 15_000],
  'credentials rotated': [0, 3_000],
};

/** A correction by NTP, a virtual machine that was paused, and a wrong time zone. */
const CLOCK_OFFSETS_MILLISECONDS = [-3_600_000, -600_000, -20_000, 20_000, 600_000, 3_600_000];

/**
 * What goes wrong, and when. The kinds come in rounds, each kind once a round in an order of chance: a short run misses
 * few of them, and a long one meets each in the middle of every other.
 */
export function planFaults(totalMilliseconds: number, randomness: Randomness): PlannedFault[] {
  const plan: PlannedFault[] = [];
  let round: FaultKind[] = [];
  const longestGap = Math.min(LONGEST_GAP_MILLISECONDS, totalMilliseconds * LONGEST_GAP_IN_RUN);
  let atMilliseconds = FIRST_FAULT_AFTER_MILLISECONDS;
  while (atMilliseconds < totalMilliseconds) {
    if (round.length === 0) round = shuffled(FAULT_KINDS, randomness);
    const kind = round.pop() as FaultKind;
    const instance = randomness.next() < 0.5 ? 0 : 1;
    const lastsMilliseconds = between(...DURATIONS[kind], randomness);
    const clockOffsetMilliseconds = oneOf(CLOCK_OFFSETS_MILLISECONDS, randomness);
    plan.push({ atMilliseconds, kind, instance, lastsMilliseconds, clockOffsetMilliseconds });
    atMilliseconds += between(SHORTEST_GAP_MILLISECONDS, longestGap, randomness);
  }
  return plan;
}

const between = (least: number, most: number, randomness: Randomness): number =>
  Math.round(least + randomness.next() * (most - least));

const oneOf = (offsets: readonly number[], randomness: Randomness): number =>
  offsets[Math.floor(randomness.next() * offsets.length)] ?? 0;

function shuffled<T>(items: readonly T[], randomness: Randomness): T[] {
  const drawn = items.map((item) => ({ item, order: randomness.next() }));
  return drawn.sort((a, b) => a.order - b.order).map(({ item }) => item);
}
