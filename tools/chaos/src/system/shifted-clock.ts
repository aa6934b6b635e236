/** What the chaos run sends to a process whose wall clock it shifts. */
export interface ClockOffset {
  readonly clockOffsetMilliseconds: number;
}

/** The offset that a process starts with. */
export const CLOCK_OFFSET_VARIABLE = 'CHAOS_CLOCK_OFFSET_MILLISECONDS';

export const isClockOffset = (message: unknown): message is ClockOffset =>
  typeof message === 'object' && message !== null && 'clockOffsetMilliseconds' in message;
