import type { DeadLetterGroup, DecisionOutcome, DeadLetterRecord, RecordedDecision } from '@decouple/messaging-core';

export interface DeadLetterDto {
  readonly id: string;
  readonly queue: string;
  readonly source: string;
  readonly messageId: string;
  readonly type: string | undefined;
  readonly reasonCode: string;
  readonly errorClass: string;
  readonly errorMessage: string;
  readonly attempts: number;
  readonly traceparent: string | undefined;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** A letter in a list: without what may be long. */
export function deadLetterDto(deadLetter: DeadLetterRecord): DeadLetterDto {
  return {
    id: deadLetter.deadLetterId,
    queue: deadLetter.queue,
    source: deadLetter.source,
    messageId: deadLetter.id,
    type: deadLetter.type,
    reasonCode: deadLetter.reasonCode,
    errorClass: deadLetter.errorClass,
    errorMessage: deadLetter.errorMessage,
    attempts: deadLetter.attempts,
    traceparent: deadLetter.traceparent,
    firstSeenAt: deadLetter.firstSeenAt.toISOString(),
    lastSeenAt: deadLetter.lastSeenAt.toISOString(),
  };
}

export interface WholeDeadLetterDto extends DeadLetterDto {
  readonly errorStack: string | undefined;
  /** The message as it was received. */
  readonly body: string;
}

export function wholeDeadLetterDto(deadLetter: DeadLetterRecord): WholeDeadLetterDto {
  return { ...deadLetterDto(deadLetter), errorStack: deadLetter.errorStack, body: deadLetter.body };
}

export interface DeadLetterGroupDto extends Omit<DeadLetterGroup, 'firstSeenAt' | 'lastSeenAt'> {
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

export function groupDto(group: DeadLetterGroup): DeadLetterGroupDto {
  return { ...group, firstSeenAt: group.firstSeenAt.toISOString(), lastSeenAt: group.lastSeenAt.toISOString() };
}

export type DecisionOutcomeDto = Omit<DecisionOutcome, 'groups'> & { readonly groups: readonly DeadLetterGroupDto[] };

export function outcomeDto(outcome: DecisionOutcome): DecisionOutcomeDto {
  return { ...outcome, groups: outcome.groups.map(groupDto) };
}

export type DecisionDto = Omit<RecordedDecision, 'decidedAt'> & { readonly decidedAt: string };

export function decisionDto(decision: RecordedDecision): DecisionDto {
  return { ...decision, decidedAt: decision.decidedAt.toISOString() };
}
