import type { IdGenerator } from '../system/id-generator.port';

/** The highest number that the last group of a UUID holds: twelve hexadecimal digits. */
const MAX_SEQUENCE = 0xffff_ffff_ffff;

/** UUIDs of version 7 that differ by a number alone: unique and ascending, and the same in every run. */
export class SequentialIdGenerator implements IdGenerator {
  private sequence = 0;

  next(): string {
    if (this.sequence === MAX_SEQUENCE) throw new RangeError('No sequential ids are left.');
    this.sequence += 1;
    return `019400a0-0000-7000-8000-${this.sequence.toString(16).padStart(12, '0')}`;
  }
}
