import type { TakesNow } from './takes-now';

/** Size of a write. One system call for each line would cost 5 % of the CPU time of a request. */
const PIECE_CHARACTERS = 16_384;

/** Maximum size of the buffer for a slow reader: about 5,000 lines. */
const BUFFER_BYTES = 1_048_576;

const EMPTY = Buffer.alloc(0);

/**
 * Writes lines to a reader that may be slow or gone, and never waits. Lines that do not fit into the buffer are dropped
 * and counted. After a dropped line, further lines are dropped until the buffer is empty; then `report` is called with
 * their number. A log therefore has one marked gap, and is otherwise complete and in order.
 */
export class BoundedOutput {
  /** Called after a gap with the number of dropped lines; its output follows the gap directly. */
  report: ((lines: number) => void) | undefined;
  private gathered = '';
  /** Buffered, and not yet accepted by the reader. */
  private waiting: Buffer = EMPTY;
  private gap = 0;
  private readerIsGone = false;
  private total = 0;

  constructor(
    private readonly take: TakesNow,
    private readonly limitBytes = BUFFER_BYTES,
  ) {}

  /** Lines dropped since the process started. */
  get dropped(): number {
    return this.total;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0 && this.gathered === '';
  }

  write(line: string): void {
    if (this.gap > 0 || this.readerIsGone || this.length + line.length > this.limitBytes) return this.drop();
    this.gathered += line;
    if (this.gathered.length >= PIECE_CHARACTERS) this.flushSync();
  }

  /** Writes as much as the reader accepts now; the rest stays in the buffer. */
  flushSync(): void {
    this.push();
    if (this.gap === 0 || !this.isEmpty || this.readerIsGone) return;
    const lines = this.gap;
    this.gap = 0;
    this.report?.(lines);
  }

  private get length(): number {
    return this.waiting.length + this.gathered.length;
  }

  private push(): void {
    if (this.gathered !== '') this.waiting = Buffer.concat([this.waiting, Buffer.from(this.gathered)]);
    this.gathered = '';
    while (this.waiting.length > 0) {
      const taken = this.take(this.waiting);
      if (taken === undefined) return this.discard();
      if (taken === 0) return;
      this.waiting = this.waiting.subarray(taken);
    }
  }

  private discard(): void {
    this.readerIsGone = true;
    this.total += this.waiting.toString().split('\n').length - 1;
    this.waiting = EMPTY;
  }

  private drop(): void {
    this.gap += 1;
    this.total += 1;
  }
}
