import type { CustomerApiManagement } from '../customer-api-management';
import type { LedgerEntry, RegisteredPayment } from '../documents';
import type { SalesWorkerManagement } from '../sales-worker-management';

/** A payment takes seconds, and eight attempts with their pauses take less than this. */
export const DEFAULT_OVERDUE_AFTER_MILLISECONDS = 600_000;

/** A payment that has no final answer though it should. */
export interface OverduePayment {
  readonly paymentId: string;
  readonly payment: RegisteredPayment;
  readonly waitedSeconds: number;
  /** It is parked, and no dead letter holds its message: it was discarded, or lost when a database was restored. */
  readonly deadLetterMissing: boolean;
}

export interface DeadLetterSides {
  readonly api: Pick<CustomerApiManagement, 'deadLetters'>;
  readonly worker: Pick<SalesWorkerManagement, 'deadLetters'>;
}

export function millisecondsSince(moment: string, now: Date): number {
  return now.getTime() - Date.parse(moment);
}

export async function overduePayment(
  { api, worker }: DeadLetterSides,
  payment: RegisteredPayment,
  now: Date,
): Promise<OverduePayment> {
  const deadLetterMissing = payment.status === 'parked' && !(await hasDeadLetter([api, worker], payment.requestId));
  const waitedSeconds = Math.floor(millisecondsSince(payment.acceptedAt, now) / 1_000);
  return { paymentId: payment.requestId, payment, waitedSeconds, deadLetterMissing };
}

/** Sales may have decided a moment ago: then the answer is under way. */
export function answerIsUnderWay(entry: LedgerEntry | undefined, now: Date, afterMilliseconds: number): boolean {
  return entry !== undefined && millisecondsSince(entry.decidedAt, now) <= afterMilliseconds;
}

async function hasDeadLetter(
  sides: readonly Pick<CustomerApiManagement, 'deadLetters'>[],
  messageId: string,
): Promise<boolean> {
  for (const side of sides) {
    if ((await side.deadLetters({ messageId }, 1)).length > 0) return true;
  }
  return false;
}
