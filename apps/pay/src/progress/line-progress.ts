import { paceText, type Progress } from './progress';

const BETWEEN_LINES_MS = 5_000;

/** A plain line now and then: for logs, and for programs that read along. */
export class LineProgress implements Progress {
  private what = '';
  private total = 0;
  private done = 0;
  private beganAt = 0;
  private lineAt = 0;

  constructor(
    private readonly write: (text: string) => void,
    private readonly now: () => number,
  ) {}

  begin(what: string, total: number): void {
    [this.what, this.total, this.done] = [what, total, 0];
    this.beganAt = this.now();
    this.lineAt = this.beganAt;
  }

  advance(): void {
    this.done += 1;
    if (this.now() - this.lineAt >= BETWEEN_LINES_MS) this.line();
  }

  note(text: string): void {
    this.write(`${text}\n`);
  }

  end(): void {
    this.line();
  }

  private line(): void {
    this.lineAt = this.now();
    const counted = `${this.done.toLocaleString('en')} of ${this.total.toLocaleString('en')}`;
    this.write(`${this.what}: ${counted}, ${paceText(this.done, this.total, this.lineAt - this.beganAt)}\n`);
  }
}
