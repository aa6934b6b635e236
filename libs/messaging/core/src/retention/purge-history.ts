import type { AttemptStore } from '../consuming/attempt-store.port';
import type { DeadLetterAdmin } from '../dead-letters/dead-letter-admin.port';
import type { Timers } from '../system/timers.port';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

/** SQS keeps a message for 14 days at most, so a count that is older belongs to none. */
const ATTEMPTS_KEPT_DAYS = 15;

/** Rows of one transaction: milliseconds of work, so that no other work waits. */
const BATCH = 1_000;

/** Between two full batches: room for other work, and for the database to write and vacuum. */
const PAUSE_MILLISECONDS = 100;

/** What else records the decisions of operators. */
export interface Audit {
  /** Deletes at most `limit` records made before `moment`. @returns the number deleted */
  deleteOlderThan(moment: Date, limit: number): Promise<number>;
}

export interface PurgeHistoryDeps {
  readonly attempts: Pick<AttemptStore, 'deleteOlderThan'>;
  readonly admin: Pick<DeadLetterAdmin, 'deleteDecisionsOlderThan'>;
  /** Kept as long as the decisions on dead letters. */
  readonly audits: readonly Audit[];
  /** How long records of operators' decisions are kept; 0: permanently. */
  readonly auditKeptDays: number;
  /** The clock that stamps the rows of the store. A process whose own clock is ahead must not delete too early. */
  readonly now: () => Promise<Date>;
  readonly timers: Timers;
}

export interface PurgedHistory {
  readonly attempts: number;
  readonly decisions: number;
}

/**
 * Housekeeping: deletes expired records in small batches with pauses. Any number of instances may run it at the same time.
 * Everything else does not grow or must be kept: sent messages leave the outbox when they are sent, dead letters leave
 * with the decision on them, and business records stay.
 */
export class PurgeHistory {
  constructor(private readonly deps: PurgeHistoryDeps) {}

  /** @param stopping ends the work after the current batch */
  async execute(stopping: AbortSignal): Promise<PurgedHistory> {
    const { attempts, auditKeptDays } = this.deps;
    const now = await this.deps.now();
    const attemptsBefore = daysBefore(now, ATTEMPTS_KEPT_DAYS);
    return {
      attempts: await this.inBatches(stopping, () => attempts.deleteOlderThan(attemptsBefore, BATCH)),
      decisions: auditKeptDays === 0 ? 0 : await this.deleteDecisions(daysBefore(now, auditKeptDays), stopping),
    };
  }

  private async deleteDecisions(before: Date, stopping: AbortSignal): Promise<number> {
    const { audits, admin } = this.deps;
    let deleted = await this.inBatches(stopping, () => admin.deleteDecisionsOlderThan(before, BATCH));
    for (const audit of audits) deleted += await this.inBatches(stopping, () => audit.deleteOlderThan(before, BATCH));
    return deleted;
  }

  private async inBatches(stopping: AbortSignal, forget: () => Promise<number>): Promise<number> {
    let forgotten = 0;
    while (!stopping.aborted) {
      const batch = await forget();
      forgotten += batch;
      if (batch < BATCH) break;
      await this.deps.timers.sleep(PAUSE_MILLISECONDS, stopping);
    }
    return forgotten;
  }
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MILLISECONDS);
}
