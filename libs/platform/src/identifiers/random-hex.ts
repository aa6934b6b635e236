import { randomBytes } from 'node:crypto';

/** Half as many bytes: a system call for each id would cost more than all the rest, and so would making each into text. */
const POOL_DIGITS = 16_384;

/** Random hexadecimal digits of cryptographic quality, drawn in bulk. */
export class RandomHex {
  private pool = '';
  private taken = 0;

  /** @param digits at most 16,384; none is given out twice */
  take(digits: number): string {
    if (this.taken + digits > this.pool.length) {
      this.pool = randomBytes(POOL_DIGITS / 2).toString('hex');
      this.taken = 0;
    }
    this.taken += digits;
    return this.pool.slice(this.taken - digits, this.taken);
  }
}
