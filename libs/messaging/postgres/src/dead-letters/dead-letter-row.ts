import type { DeadLetterRecord } from '@decouple/messaging-core';

/** Columns of a dead letter as the fields of `DeadLetterRow`. */
export const DEAD_LETTER_COLUMNS = `
  dead_letter_id as "deadLetterId", queue, source, message_id as id, type, body, reason_code as "reasonCode",
  error_class as "errorClass", error_message as "errorMessage", error_stack as "errorStack", attempts::integer as attempts, traceparent,
  first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
`;

export type DeadLetterRow = Omit<DeadLetterRecord, 'type' | 'errorStack' | 'traceparent'> & {
  readonly type: string | null;
  readonly errorStack: string | null;
  readonly traceparent: string | null;
};

export function deadLetterFromRow(row: DeadLetterRow): DeadLetterRecord {
  const { type, errorStack, traceparent } = row;
  return {
    ...row,
    type: type ?? undefined,
    errorStack: errorStack ?? undefined,
    traceparent: traceparent ?? undefined,
  };
}
