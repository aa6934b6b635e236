import { randomBytes } from 'node:crypto';

/** Digits per system call. One system call for each id would cost more than the rest of its creation. */
const POOL_DIGITS = 16_384;

/** Cryptographically secure random hexadecimal digits, generated in bulk. */
export class RandomHex {
  private pool = '';
  private taken = 0;

  /** @param digits at most 16,384; no digit is returned twice */
  take(digits: number): string {
    if (this.taken + digits > this.pool.length) {
      this.pool = randomBytes(POOL_DIGITS / 2).toString('hex');
      this.taken = 0;
    }
    this.taken += digits;
    return this.pool.slice(this.taken - digits, this.taken);
  }
}
