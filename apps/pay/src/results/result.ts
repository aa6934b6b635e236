import type { Payment, PaymentStatus } from '@decouple/client';
import { csvFields, csvLine } from '../input/csv-fields';

/** The result of a row: the status of its payment, or the reason why there is none. */
export const RESULT_STATUSES = [
  ...(['accepted', 'queued', 'delayed', 'parked', 'recorded', 'rejected'] as const satisfies readonly PaymentStatus[]),
  'refused',
  'malformed',
] as const;

export type ResultStatus = (typeof RESULT_STATUSES)[number];

export interface Result {
  readonly line: number;
  readonly status: ResultStatus;
  readonly requestId: string;
  /** The code of the problem, or of the reason of a rejection. */
  readonly problem: string;
  readonly detail: string;
  readonly idempotencyKey: string;
}

export const RESULT_HEADER = 'line,status,requestId,problem,detail,idempotencyKey';

const OPEN: readonly ResultStatus[] = ['accepted', 'queued', 'delayed', 'parked'];

/** Whether the payment is made, but not yet recorded or rejected. */
export function isOpen(status: ResultStatus): boolean {
  return OPEN.includes(status);
}

export function resultOf(line: number, payment: Payment, idempotencyKey: string): Result {
  const { reason, requestId, status } = payment;
  return { line, status, requestId, problem: reason?.code ?? '', detail: reason?.detail ?? '', idempotencyKey };
}

export function resultLine({ detail, idempotencyKey, line, problem, requestId, status }: Result): string {
  return csvLine([String(line), status, requestId, problem, detail, idempotencyKey]);
}

/** Undefined for a line that is not a result, as a crash of the machine may leave one. */
export function parseResult(text: string): Result | undefined {
  const fields = csvFields(text);
  if (typeof fields === 'string' || fields.length !== 6) return undefined;
  const [line = '', status = '', requestId = '', problem = '', detail = '', idempotencyKey = ''] = fields;
  if (!/^[1-9]\d{0,9}$/.test(line) || !(RESULT_STATUSES as readonly string[]).includes(status)) return undefined;
  return { line: Number(line), status: status as ResultStatus, requestId, problem, detail, idempotencyKey };
}
