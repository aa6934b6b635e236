import { Presets, SingleBar } from 'cli-progress';
import { paceText, type Progress } from './progress';

/** A bar on a terminal. */
export class BarProgress implements Progress {
  private bar: SingleBar | undefined;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly now: () => number,
  ) {}

  begin(what: string, total: number): void {
    const beganAt = this.now();
    this.bar = new SingleBar(
      {
        stream: this.stream,
        hideCursor: true,
        format: (_options, { total: all, value }) => {
          const share = all === 0 ? 1 : Math.min(1, value / all);
          const filled = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
          const counted = `${value.toLocaleString('en')} of ${all.toLocaleString('en')}`;
          return `${what} ${filled} ${Math.floor(share * 100)}% | ${counted} | ${paceText(value, all, this.now() - beganAt)}`;
        },
      },
      Presets.shades_classic,
    );
    this.bar.start(total, 0);
  }

  advance(): void {
    this.bar?.increment();
  }

  note(text: string): void {
    // Over the bar, which draws itself again below.
    this.stream.write(`\r\x1b[K${text}\n`);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
