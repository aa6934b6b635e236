import type { DeadLetterSelection, ServiceName } from '@decouple/management-client';
import type { DeadLetterGroup } from '../api/operations-api';
import { groupReasonInWords } from './dead-letter-words';

/** Letters of one service that are looked at, and decided about, together. */
export interface ShownDeadLetters {
  readonly service: ServiceName;
  readonly selection: DeadLetterSelection;
  readonly title: string;
}

/** What stands in the form of the filter; an empty text means any. */
export interface DeadLetterFormFilter {
  readonly service: ServiceName;
  readonly reasonCode: string;
  readonly type: string;
  readonly age: DeadLetterAge;
}

export const AGES = {
  any: { name: 'At any time', minutes: 0 },
  tenMinutes: { name: 'More than 10 minutes ago', minutes: 10 },
  hour: { name: 'More than an hour ago', minutes: 60 },
  day: { name: 'More than a day ago', minutes: 1_440 },
} as const;
export type DeadLetterAge = keyof typeof AGES;

export function deadLettersOfGroup({ queue, reasonCode, service, type }: DeadLetterGroup): ShownDeadLetters {
  return {
    service,
    selection: { queue, reasonCode, ...(type === undefined ? {} : { type }) },
    title: groupReasonInWords(reasonCode),
  };
}

/** @param now an age is measured once: what is decided about later is what was shown */
export function deadLettersOfFilter(
  { age, reasonCode, service, type }: DeadLetterFormFilter,
  now: number,
): ShownDeadLetters {
  const { minutes } = AGES[age];
  return {
    service,
    selection: {
      ...(reasonCode === '' ? {} : { reasonCode }),
      ...(type === '' ? {} : { type }),
      ...(minutes === 0 ? {} : { seenBefore: new Date(now - minutes * 60_000).toISOString() }),
    },
    title: `Letters of ${service} that the filter fits`,
  };
}
