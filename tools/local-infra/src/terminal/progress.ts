import { Presets, SingleBar } from 'cli-progress';
import { paceText } from './pace';

/** Shows the progress of long work. */
export interface Progress {
  begin(what: string, total: number): void;
  advance(): void;
  /** @param detail shown beside the counts */
  update(done: number, detail?: string): void;
  /** Prints a line in between. */
  note(text: string): void;
  end(): void;
}

const MILLISECONDS_BETWEEN_LINES = 5_000;
const BAR_WIDTH = 30;

interface Work {
  readonly what: string;
  readonly total: number;
  readonly beganAt: number;
  done: number;
  detail: string | undefined;
}

/** A bar on a terminal; elsewhere a line every five seconds. */
export const openProgress = (stream: NodeJS.WriteStream): Progress => {
  const now = (): number => performance.now();
  return stream.isTTY ? new BarProgress(stream, now) : new LineProgress((text) => void stream.write(text), now);
};

export class BarProgress implements Progress {
  private bar: SingleBar | undefined;
  private detail: string | undefined;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly now: () => number,
  ) {}

  begin(what: string, total: number): void {
    const beganAt = this.now();
    this.detail = undefined;
    const format = (_options: unknown, { total: all, value }: { total: number; value: number }): string => {
      const share = all === 0 ? 1 : Math.min(1, value / all);
      const bar = '█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '░');
      const counts = countsOf({ what, total: all, beganAt, done: value, detail: this.detail }, this.now(), ' | ');
      return `${what} ${bar} ${Math.floor(share * 100)}% | ${counts}`;
    };
    this.bar = new SingleBar({ stream: this.stream, hideCursor: true, format }, Presets.shades_classic);
    this.bar.start(total, 0);
  }

  advance(): void {
    this.bar?.increment();
  }

  update(done: number, detail?: string): void {
    this.detail = detail;
    this.bar?.update(done);
  }

  note(text: string): void {
    // Replaces the bar, which is drawn again below.
    this.stream.write(`\r\x1b[K${text}\n`);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

export class LineProgress implements Progress {
  private work: Work = { what: '', total: 0, beganAt: 0, done: 0, detail: undefined };
  private lineAt = 0;

  constructor(
    private readonly write: (text: string) => void,
    private readonly now: () => number,
  ) {}

  begin(what: string, total: number): void {
    this.lineAt = this.now();
    this.work = { what, total, beganAt: this.lineAt, done: 0, detail: undefined };
  }

  advance(): void {
    this.update(this.work.done + 1);
  }

  update(done: number, detail?: string): void {
    this.work.done = done;
    this.work.detail = detail;
    if (this.now() - this.lineAt >= MILLISECONDS_BETWEEN_LINES) this.line();
  }

  note(text: string): void {
    this.write(`${text}\n`);
  }

  end(): void {
    this.line();
  }

  private line(): void {
    this.lineAt = this.now();
    this.write(`${this.work.what}: ${countsOf(this.work, this.lineAt, ', ')}\n`);
  }
}

function countsOf({ beganAt, detail, done, total }: Work, now: number, separator: string): string {
  const counts = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  return [counts, paceText(done, total, now - beganAt), ...(detail === undefined ? [] : [detail])].join(separator);
}
