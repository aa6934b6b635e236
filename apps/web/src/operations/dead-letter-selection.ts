import type { DeadLetterSelection, ServiceName } from '@decouple/management-client';
import type { DeadLetterGroup } from '../api/operations-api';
import { reasonName } from './dead-letter-words';

/** Dead letters of one service that are shown and decided on together. */
export interface ShownDeadLetters {
  readonly service: ServiceName;
  readonly selection: DeadLetterSelection;
  readonly title: string;
}

/** The values of the filter form; an empty text means any. */
export interface DeadLetterFormFilter {
  readonly service: ServiceName;
  readonly reasonCode: string;
  readonly type: string;
  readonly age: DeadLetterAge;
}

export const AGES = {
  any: { name: 'Any time', minutes: 0 },
  tenMinutes: { name: 'More than 10 minutes ago', minutes: 10 },
  hour: { name: 'More than 1 hour ago', minutes: 60 },
  day: { name: 'More than 1 day ago', minutes: 1_440 },
} as const;
export type DeadLetterAge = keyof typeof AGES;

export function deadLettersOfGroup({ queue, reasonCode, service, type }: DeadLetterGroup): ShownDeadLetters {
  return {
    service,
    selection: { queue, reasonCode, ...(type === undefined ? {} : { type }) },
    title: reasonName(reasonCode),
  };
}

/** @param now the age is computed once, so that a decision applies to the messages that were shown */
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
