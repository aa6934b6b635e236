import type { Waiting } from '@decouple/client';
import type { Progress } from '../progress/progress';

/** A failure or two in a row are not worth a word. */
const WORTH_TELLING_FAILURES = 3;
const BETWEEN_NOTICES_MS = 10_000;

/** Tells that the service does not answer, not for each of the requests that wait for it. */
export class OutageNotice {
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly progress: Pick<Progress, 'note'>,
    private readonly now: () => number,
  ) {}

  readonly onWaiting = ({ error, failures, until }: Waiting): void => {
    if (failures < WORTH_TELLING_FAILURES || this.now() - this.toldAt < BETWEEN_NOTICES_MS) return;
    this.toldAt = this.now();
    const reason = error instanceof Error ? error.message : String(error);
    this.progress.note(`No answer at the moment: ${reason} Trying again at ${until.toISOString().slice(11, 19)} UTC.`);
  };
}
