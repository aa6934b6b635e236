import { Presets, SingleBar } from 'cli-progress';
import type { ChaosRun } from '../run-chaos';

const LOOK_EVERY_MILLISECONDS = 2_000;
const FINAL = `select count(*)::integer as final from payments where outcome in ('recorded', 'rejected', 'parked')`;

/** Elapsed time, payments and the last fault, on one line. */
export class ProgressLine {
  private readonly bar = new SingleBar(
    {
      format: '{bar} {value}/{total} s | {paid} paid | {final} final | {fault}',
      barsize: 20,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 10_000,
    },
    Presets.shades_classic,
  );
  private readonly startedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private final = 0;

  constructor(
    private readonly run: ChaosRun,
    private readonly seconds: number,
  ) {}

  start(): void {
    this.bar.start(Math.round(this.seconds), 0, this.figures());
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MILLISECONDS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.bar.stop();
  }

  private async look(): Promise<void> {
    const elapsed = Math.round((performance.now() - this.startedAt) / 1_000);
    try {
      const [row] = await this.run.system.databases.customer.query<{ final: number }>(FINAL);
      this.final = row?.final ?? this.final;
    } catch {
      // The database is away, as it is meant to be now and then: the figure of the last look stays.
    }
    this.bar.update(Math.min(elapsed, Math.round(this.seconds)), this.figures());
  }

  private figures(): Record<string, string | number> {
    const { injector, load } = this.run;
    const fault = injector.struck.at(-1);
    return { paid: load.answered, final: this.final, fault: fault?.kind ?? 'no fault yet' };
  }
}
