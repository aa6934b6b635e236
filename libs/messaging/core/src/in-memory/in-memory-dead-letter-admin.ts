import { redrivenMessage } from '../dead-letters/redriven-message';
import type { Clock } from '../system/clock.port';
import type {
  DeadLetterDecision,
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterAdmin,
  DecisionResult,
  DeadLetterRecord,
  RecordedDecision,
} from '../dead-letters/dead-letter-admin.port';
import type { InMemoryDeadLetterStore } from './in-memory-dead-letter-store';
import type { InMemoryOutboxStore } from './in-memory-outbox-store';

/** Decides on the dead letters of an in-memory store. A synchronous step is atomic, so it needs no transactions. */
export class InMemoryDeadLetterAdmin implements DeadLetterAdmin {
  private audit: readonly RecordedDecision[] = [];
  private decided = 0;

  constructor(
    private readonly clock: Clock,
    private readonly store: InMemoryDeadLetterStore,
    private readonly outbox: InMemoryOutboxStore,
  ) {}

  async list(
    filter: DeadLetterFilter,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly DeadLetterRecord[]> {
    return this.matching(filter)
      .reverse()
      .filter(({ deadLetterId }) => after === undefined || Number(deadLetterId) < Number(after))
      .slice(0, limit);
  }

  async groups(filter: DeadLetterFilter): Promise<readonly DeadLetterGroup[]> {
    const groups = new Map<string, DeadLetterGroup>();
    for (const { firstSeenAt, lastSeenAt, queue, reasonCode, type } of this.matching(filter)) {
      const key = [queue, type, reasonCode].join(' ');
      const before = groups.get(key) ?? { queue, type, reasonCode, letters: 0, firstSeenAt, lastSeenAt };
      groups.set(key, {
        ...before,
        letters: before.letters + 1,
        firstSeenAt: new Date(Math.min(before.firstSeenAt.getTime(), firstSeenAt.getTime())),
        lastSeenAt: new Date(Math.max(before.lastSeenAt.getTime(), lastSeenAt.getTime())),
      });
    }
    return [...groups.values()].sort((a, b) => b.letters - a.letters);
  }

  async decide(filter: DeadLetterFilter, decision: DeadLetterDecision): Promise<DecisionResult> {
    const { action, limit, operator, reason } = decision;
    const meant = this.matching(filter).slice(0, limit);
    const announcements =
      action === 'redrive'
        ? meant.flatMap((deadLetter) => decision.announce(deadLetter, this.outbox.nextSequenceNow()))
        : [];
    if (action === 'redrive') this.redriveNow(meant, decision.secondsApart);
    for (const deadLetter of meant) this.store.removeNow(deadLetter);
    this.outbox.addNow(announcements);
    const result = { letters: meant.length, skipped: 0 };
    this.decided += 1;
    const recorded: RecordedDecision = {
      decisionId: String(this.decided),
      action,
      operator,
      reason,
      ...result,
      decidedAt: this.clock.now(),
      decided: meant.map(({ id, deadLetterId, queue, reasonCode, source, type }) => ({
        deadLetterId,
        queue,
        source,
        id,
        type,
        reasonCode,
      })),
    };
    this.audit = [...this.audit, recorded];
    return result;
  }

  async decisions(limit: number): Promise<readonly RecordedDecision[]> {
    return [...this.audit].reverse().slice(0, limit);
  }

  async deleteDecisionsOlderThan(moment: Date, limit: number): Promise<number> {
    const due = this.audit.filter(({ decidedAt }) => decidedAt.getTime() < moment.getTime()).slice(0, limit);
    this.audit = this.audit.filter((decision) => !due.includes(decision));
    return due.length;
  }

  private redriveNow(deadLetters: readonly DeadLetterRecord[], secondsApart: number): void {
    deadLetters.forEach((deadLetter, place) => {
      this.outbox.addNow([redrivenMessage(deadLetter)], place * secondsApart * 1_000);
    });
  }

  private matching(filter: DeadLetterFilter): DeadLetterRecord[] {
    const { deadLetterIds, messageId, queue, reasonCode, seenBefore, seenSince, type } = filter;
    return this.store
      .filedNow()
      .filter((deadLetter) => deadLetterIds === undefined || deadLetterIds.includes(deadLetter.deadLetterId))
      .filter((deadLetter) => messageId === undefined || deadLetter.id === messageId)
      .filter((deadLetter) => queue === undefined || deadLetter.queue === queue)
      .filter((deadLetter) => type === undefined || deadLetter.type === type)
      .filter((deadLetter) => reasonCode === undefined || deadLetter.reasonCode === reasonCode)
      .filter(({ lastSeenAt }) => seenSince === undefined || lastSeenAt.getTime() >= seenSince.getTime())
      .filter(({ lastSeenAt }) => seenBefore === undefined || lastSeenAt.getTime() < seenBefore.getTime());
  }
}
