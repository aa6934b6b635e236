import { type Envelope, type ReadMessage, tryRead } from '../message/envelope';
import type { OutgoingMessage } from '../message/outgoing-message';
import type {
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterAdmin,
  DecisionAudit,
  DecisionResult,
  DeadLetterRecord,
} from './dead-letter-admin.port';
import type { RedriveAnnouncer } from '../announcing/redrive-announcer';

/** Letters of one decision: it is one transaction, and their bodies are in memory meanwhile. */
export const MAX_DEAD_LETTERS_PER_DECISION = 1_000;

/** Gentle to what has just recovered, and still 36,000 an hour. */
export const DEFAULT_REDRIVES_PER_SECOND = 10;

export interface DecisionRequest extends DecisionAudit {
  readonly filter: DeadLetterFilter;
  /** Only tell what would happen. */
  readonly dryRun: boolean;
  /** `MAX_DEAD_LETTERS_PER_DECISION` when absent, and at most. */
  readonly limit?: number | undefined;
}

export interface RedriveRequest extends DecisionRequest {
  readonly messagesPerSecond?: number | undefined;
}

export interface DecisionOutcome extends DecisionResult {
  readonly dryRun: boolean;
  /** The letters that matched, by queue, type and reason, before the decision. */
  readonly groups: readonly DeadLetterGroup[];
  /** Letters that match still: more than one decision takes, or skipped. */
  readonly remaining: number;
  /** How long it takes until the last message is due; 0 for a discard. */
  readonly spreadSeconds: number;
}

export interface DecideDeadLettersDeps<M extends Envelope> {
  readonly admin: DeadLetterAdmin;
  readonly announcer: RedriveAnnouncer<M>;
  readonly read: ReadMessage<M>;
  /** Called after a commit that has put messages into the outbox. */
  readonly nudge: () => void;
}

/** A person decides on dead letters: send them again, or give them up. */
export class DecideDeadLetters<M extends Envelope> {
  constructor(private readonly deps: DecideDeadLettersDeps<M>) {}

  async redrive(request: RedriveRequest): Promise<DecisionOutcome> {
    const secondsApart = 1 / (request.messagesPerSecond ?? DEFAULT_REDRIVES_PER_SECOND);
    const { nudge, admin } = this.deps;
    const { filter, operator, reason } = request;
    return outcomeOf(request, await admin.groups(filter), secondsApart, async (limit) => {
      const announce = (deadLetter: DeadLetterRecord, sequence: number) => this.announce(deadLetter, sequence);
      const decision = { action: 'redrive', operator, reason, limit, secondsApart, announce } as const;
      const result = await admin.decide(filter, decision);
      nudge();
      return result;
    });
  }

  async discard(request: DecisionRequest): Promise<DecisionOutcome> {
    const { filter, operator, reason } = request;
    const { admin } = this.deps;
    return outcomeOf(request, await admin.groups(filter), 0, (limit) =>
      admin.decide(filter, { action: 'discard', operator, reason, limit }),
    );
  }

  /** An unreadable message has no sender to notify. */
  private announce({ body }: DeadLetterRecord, sequence: number): readonly OutgoingMessage[] {
    const { announcer, read } = this.deps;
    const { message } = tryRead(read, body);
    return message === undefined ? [] : announcer.redriven(message, sequence);
  }
}

async function outcomeOf(
  { dryRun, limit = MAX_DEAD_LETTERS_PER_DECISION }: DecisionRequest,
  groups: readonly DeadLetterGroup[],
  secondsApart: number,
  decide: (limit: number) => Promise<DecisionResult>,
): Promise<DecisionOutcome> {
  const matching = groups.reduce((sum, { letters }) => sum + letters, 0);
  const most = Math.min(limit, MAX_DEAD_LETTERS_PER_DECISION);
  const { letters, skipped } = dryRun ? { letters: Math.min(matching, most), skipped: 0 } : await decide(most);
  return {
    dryRun,
    groups,
    letters,
    skipped,
    // Letters may have come or gone between the count and the decision.
    remaining: Math.max(0, matching - letters),
    spreadSeconds: Math.max(0, letters - 1) * secondsApart,
  };
}
