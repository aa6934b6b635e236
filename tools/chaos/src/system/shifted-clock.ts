/** The message that shifts the wall clock of a process. */
export interface ClockOffset {
  readonly clockOffsetMilliseconds: number;
}

/** The offset that a process starts with. */
export const CLOCK_OFFSET_VARIABLE = 'CHAOS_CLOCK_OFFSET_MILLISECONDS';

export const isClockOffset = (message: unknown): message is ClockOffset =>
  typeof message === 'object' && message !== null && 'clockOffsetMilliseconds' in message;
