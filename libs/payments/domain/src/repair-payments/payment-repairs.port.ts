import type { OutgoingMessage } from '@decouple/messaging-core';
import type { Payment, PaymentStatus } from '../payment/payment';

/** Who repairs, and why. */
export interface RepairAudit {
  readonly operator: string;
  readonly reason: string;
}

/** A payment with the status that it had when both sides were compared. */
export interface ComparedPayment {
  readonly id: string;
  readonly status: PaymentStatus;
}

export interface ResendRequest extends RepairAudit {
  readonly payments: readonly ComparedPayment[];
  /** Between the due times of two messages, so that sales is not flooded. */
  readonly secondsApart: number;
  readonly now: Date;
  /** Decide as for real, and write nothing. */
  readonly dryRun: boolean;
}

export interface RebuildRequest extends RepairAudit {
  readonly payments: readonly Payment[];
  readonly dryRun: boolean;
}

export type SkipReason =
  /** There is no such payment. */
  | 'unknown'
  /** Its status is not the one that was compared. */
  | 'changed'
  /** It has no final reply yet: customer-api publishes its message again by itself. */
  | 'not-settled'
  /** Its message waits in the outbox, or was resent recently. */
  | 'resent-before'
  /** It need not be rebuilt. */
  | 'known';

export interface SkippedPayment {
  readonly id: string;
  readonly why: SkipReason;
}

export interface RepairResult {
  /** Ids of the payments that were resent or rebuilt; in a dry run, of those that would be. */
  readonly repaired: readonly string[];
  readonly skipped: readonly SkippedPayment[];
  /** Until the last message is due, counted from now; 0 when nothing is sent. */
  readonly spreadSeconds: number;
}

/** A repair as it stands in the audit. */
export interface RecordedRepair extends RepairAudit, Omit<RepairResult, 'spreadSeconds'> {
  readonly repairId: string;
  readonly action: 'resend' | 'rebuild';
  readonly repairedAt: Date;
}

/** Repairs of payments after one of the two databases was restored from a backup. */
export interface PaymentRepairs {
  /**
   * Puts the messages of settled payments into the outbox again, and writes a row of audit: in one transaction. Which of
   * them may be resent is decided by `whyNotResent` while the payment is locked. The payments stay as they are.
   *
   * Promised: the messages are due `secondsApart`, and after the last message of every earlier call, so that several calls,
   * also of several operators, are no faster together. A message that is in the outbox already is not there twice. Running
   * it again is safe. A call that resends nothing leaves a row of audit as well; a dry run leaves none.
   * Not promised: that sales decides again as it had before. The caller checks that against the ledger.
   *
   * @param message makes the payment's message, with the identity that it had the first time
   */
  resend(request: ResendRequest, message: (payment: Payment) => OutgoingMessage): Promise<RepairResult>;

  /**
   * Stores payments that only the ledger knows, as they are, without a message; and writes a row of audit: in one
   * transaction. A payment that is known is never changed.
   */
  rebuild(request: RebuildRequest): Promise<RepairResult>;

  /** The last repairs, newest first. */
  repairs(limit: number): Promise<readonly RecordedRepair[]>;

  /**
   * Deletes rows of audit that are older than the moment, at most `limit`, oldest first. A row stays while its last message
   * is due after the moment, because the next repair starts after that message.
   *
   * @returns how many it has deleted
   */
  deleteOlderThan(moment: Date, limit: number): Promise<number>;
}
