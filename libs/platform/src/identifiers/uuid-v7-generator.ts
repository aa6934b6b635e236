import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8_192;
const RANDOM_BYTES_PER_ID = 10;
const MAX_COUNTER = 0xfff;

/**
 * UUID version 7 (RFC 9562, section 5.7; method 1 of 6.2): 48 bits of milliseconds, a 12-bit counter that keeps ids of
 * one process ordered within a millisecond, 62 random bits. When the counter overflows or the clock steps back, the
 * timestamp runs ahead of the clock rather than lose the order.
 */
export class UuidV7Generator {
  private readonly pool = Buffer.alloc(POOL_BYTES);
  private offset = POOL_BYTES;
  private timestamp = 0;
  private counter = 0;

  constructor(private readonly currentMilliseconds: () => number = Date.now) {}

  next(): string {
    const random = this.randomBytes();
    const now = this.currentMilliseconds();
    if (now > this.timestamp) {
      this.timestamp = now;
      // A random start in the lower half leaves room to count up.
      this.counter = random.readUInt16BE(0) & 0x7ff;
    } else {
      this.counter += 1;
      if (this.counter > MAX_COUNTER) {
        this.timestamp += 1;
        this.counter = 0;
      }
    }
    const time = this.timestamp.toString(16).padStart(12, '0');
    const counter = this.counter.toString(16).padStart(3, '0');
    random[2] = ((random[2] ?? 0) & 0x3f) | 0x80;
    const tail = random.toString('hex', 2);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  }

  /** Random bytes are drawn in bulk: a system call per id would cost more than all the rest. */
  private randomBytes(): Buffer {
    if (this.offset + RANDOM_BYTES_PER_ID > POOL_BYTES) {
      randomFillSync(this.pool);
      this.offset = 0;
    }
    this.offset += RANDOM_BYTES_PER_ID;
    return this.pool.subarray(this.offset - RANDOM_BYTES_PER_ID, this.offset);
  }
}
