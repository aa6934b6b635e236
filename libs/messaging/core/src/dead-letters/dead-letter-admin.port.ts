import type { OutgoingMessage } from '../message/outgoing-message';
import type { StoredDeadLetter } from './dead-letter-store.port';

/** A dead letter with the number that the admin API shows. */
export interface DeadLetterRecord extends StoredDeadLetter {
  /** Decimal digits; grows with each letter that is filed, and is never used again. */
  readonly deadLetterId: string;
}

/** Which letters are meant; what is left out does not matter, and `{}` means all. */
export interface DeadLetterFilter {
  readonly deadLetterIds?: readonly string[] | undefined;
  /** `id` of the message. */
  readonly messageId?: string | undefined;
  readonly queue?: string | undefined;
  readonly type?: string | undefined;
  readonly reasonCode?: string | undefined;
  /** Only dead letters that failed last at or after this timestamp. */
  readonly seenSince?: Date | undefined;
  /** Only dead letters that failed last before this timestamp. */
  readonly seenBefore?: Date | undefined;
}

/** Dead letters that have queue, type and reason in common. */
export interface DeadLetterGroup {
  readonly queue: string;
  readonly type: string | undefined;
  readonly reasonCode: string;
  readonly letters: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** Who decides, and why. */
export interface DecisionAudit {
  readonly operator: string;
  readonly reason: string;
}

export type DeadLetterDecision = DecisionAudit & {
  /** Letters decided on at once; those that were filed first come first. */
  readonly limit: number;
} & (
    | {
        readonly action: 'redrive';
        /** Between the due times of two messages: keeps a redrive from flooding what has just recovered. */
        readonly secondsApart: number;
        /** Messages that tell others of it; pure, may be called more than once. The sequence is that of `CountedFailure`. */
        readonly announce: (deadLetter: DeadLetterRecord, sequence: number) => readonly OutgoingMessage[];
      }
    | { readonly action: 'discard' }
  );

export interface DecisionResult {
  /** Letters that are no longer here. */
  readonly letters: number;
  /** Dead letters that matched and stayed. Always 0 since a message may wait for several queues; older audit rows have more. */
  readonly skipped: number;
}

/** What is kept of a letter that was decided on. */
export type DecidedDeadLetter = Pick<
  DeadLetterRecord,
  'deadLetterId' | 'queue' | 'source' | 'id' | 'type' | 'reasonCode'
>;

/** A decision as it stands in the audit. */
export interface RecordedDecision extends DecisionAudit, DecisionResult {
  readonly decisionId: string;
  readonly action: DeadLetterDecision['action'];
  readonly decidedAt: Date;
  readonly decided: readonly DecidedDeadLetter[];
}

/** Lets operators inspect dead letters, redrive or discard them. */
export interface DeadLetterAdmin {
  /** The letters that match, those filed last first, from below the letter `after`. */
  list(
    filter: DeadLetterFilter,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly DeadLetterRecord[]>;

  /** How many letters match, by queue, type and reason; the largest group first. */
  groups(filter: DeadLetterFilter): Promise<readonly DeadLetterGroup[]>;

  /**
   * Removes the matching dead letters and writes the audit row in one step. A redrive
   * puts the message of each into the outbox for its queue: same `source` + `id`, same body, so a consumer that has
   * handled it before sees a duplicate.
   *
   * Promised: a dead letter is decided on once, also by concurrent callers; a decision that changes nothing leaves its
   * row in the audit as well.
   * Not promised: that a redriven message is handled. If it fails again it is filed again, as a new letter.
   */
  decide(filter: DeadLetterFilter, decision: DeadLetterDecision): Promise<DecisionResult>;

  /** The last decisions, newest first. */
  decisions(limit: number): Promise<readonly RecordedDecision[]>;

  /**
   * Deletes decisions that were made before `moment`, the oldest first. Dead letters without a decision are never
   * deleted: each is work that was promised.
   *
   * @param limit maximum that one call deletes, so that no call blocks others
   * @returns the number deleted; below the limit when no more are due
   */
  deleteDecisionsOlderThan(moment: Date, limit: number): Promise<number>;
}
