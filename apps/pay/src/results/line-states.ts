import { RESULT_STATUSES, type ResultStatus } from './result';

/** The state of each line in one byte: a million rows take 1 MB. */
export class LineStates {
  private codes = new Uint8Array(1_024);
  private readonly counts = new Map<ResultStatus, number>();

  get(line: number): ResultStatus | undefined {
    const code = this.codes[line] ?? 0;
    return code === 0 ? undefined : RESULT_STATUSES[code - 1];
  }

  set(line: number, status: ResultStatus): void {
    if (line >= this.codes.length) {
      const larger = new Uint8Array(Math.max(line + 1, this.codes.length * 2));
      larger.set(this.codes);
      this.codes = larger;
    }
    const before = this.get(line);
    if (before !== undefined) this.counts.set(before, this.count(before) - 1);
    this.counts.set(status, this.count(status) + 1);
    this.codes[line] = RESULT_STATUSES.indexOf(status) + 1;
  }

  /** Lines of which something is known. */
  get size(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  count(status: ResultStatus): number {
    return this.counts.get(status) ?? 0;
  }
}
