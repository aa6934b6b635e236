import type { Waiting } from '@decouple/client';
import type { Progress } from '@decouple/local-infra/terminal';

/** A failure or two in a row are not worth a word. */
const WORTH_TELLING_FAILURES = 3;
/** Requests that fail and requests that are answered mix while a service comes back. */
const SHORTEST_BETWEEN_OUTAGES_MS = 10_000;

/** Tells that the service does not answer: once for an outage, not for each of the requests that wait for it. */
export class OutageNotice {
  private toldAt = Number.NEGATIVE_INFINITY;
  private told = false;
  private lastReason: string | undefined;

  constructor(
    private readonly progress: Pick<Progress, 'note'>,
    private readonly now: () => number,
  ) {}

  /** Why the last attempt failed; undefined once there was an answer. */
  get reason(): string | undefined {
    return this.lastReason;
  }

  readonly onWaiting = ({ error, failures, until }: Waiting): void => {
    this.lastReason = error instanceof Error ? error.message : String(error);
    if (failures < WORTH_TELLING_FAILURES || this.told) return;
    if (this.now() - this.toldAt < SHORTEST_BETWEEN_OUTAGES_MS) return;
    this.told = true;
    this.toldAt = this.now();
    this.progress.note(`No response: ${this.lastReason} Trying again at ${until.toISOString().slice(11, 19)} UTC.`);
  };

  /** An answer came: what fails later is another outage. */
  over(): void {
    this.told = false;
    this.lastReason = undefined;
  }
}
