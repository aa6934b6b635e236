import type { CustomerApiManagement } from '../customer-api-management';
import type { LedgerEntry, RepairResult, ResendRequest, SkippedPayment } from '../documents';
import type { Comparison } from './compare-sides';

/** As many as one request may name. */
const RESENDS_PER_REQUEST = 1_000;
const REBUILDS_PER_REQUEST = 100;

/** What customer-api does when no rate is given. */
export const DEFAULT_REPAIRS_PER_SECOND = 10;

const RESENT_STATUSES = ['recorded', 'rejected', 'parked'] as const;
type ResentStatus = (typeof RESENT_STATUSES)[number];

export interface RepairPlan {
  readonly resend: readonly { readonly id: string; readonly status: ResentStatus }[];
  readonly rebuild: readonly LedgerEntry[];
}

export interface PlanOptions {
  /** Resend what is settled in customer-api and missing in the ledger. */
  readonly resend: boolean;
  /** Also resend parked payments whose dead letter is missing: it may have been discarded on purpose. */
  readonly parked: boolean;
  /** Store payments again that only the ledger knows. */
  readonly rebuild: boolean;
}

export interface RepairOptions {
  readonly operator: string;
  readonly reason: string;
  readonly paymentsPerSecond?: number | undefined;
  readonly dryRun: boolean;
}

export interface RepairOutcome {
  readonly dryRun: boolean;
  readonly resent: readonly string[];
  readonly rebuilt: readonly string[];
  readonly skipped: readonly SkippedPayment[];
  /** Until the last resent message is due. */
  readonly spreadSeconds: number;
}

export type RepairingSide = Pick<CustomerApiManagement, 'resendPayments' | 'rebuildPayments'>;

/** What a repair does about a comparison. Recorded payments come first: rejected ones were rejected because of them. */
export function planRepair({ differences, overdue }: Comparison, options: PlanOptions): RepairPlan {
  const settled = differences.flatMap(({ customer, paymentId, remedy }) =>
    remedy === 'resend' && customer !== undefined ? [{ id: paymentId, status: customer.status }] : [],
  );
  const parked = overdue
    .filter(({ deadLetterMissing }) => deadLetterMissing)
    .map(({ payment, paymentId }) => ({ id: paymentId, status: payment.status }));
  const resent = [...(options.resend ? settled : []), ...(options.parked ? parked : [])];
  return {
    resend: RESENT_STATUSES.flatMap((status) =>
      resent.filter((payment) => payment.status === status).map(({ id }) => ({ id, status })),
    ),
    rebuild: options.rebuild
      ? differences.flatMap(({ ledger, remedy }) => (remedy === 'rebuild' && ledger !== undefined ? [ledger] : []))
      : [],
  };
}

/**
 * Carries out a plan, request by request: each is one transaction with its row of audit, so that a process that dies in
 * between leaves the rest to the next run. A dry run asks for the same and changes nothing.
 */
export async function repair(api: RepairingSide, plan: RepairPlan, options: RepairOptions): Promise<RepairOutcome> {
  const { operator, ...facts } = options;
  const { paymentsPerSecond, ...unpaced } = facts;
  const resends: RepairResult[] = [];
  for (const batch of batches(plan.resend, RESENDS_PER_REQUEST)) {
    resends.push(await api.resendPayments({ ...idsByStatus(batch), ...facts, paymentsPerSecond }, operator));
  }
  const rebuilds: RepairResult[] = [];
  for (const entries of batches(plan.rebuild, REBUILDS_PER_REQUEST)) {
    rebuilds.push(await api.rebuildPayments({ entries, ...unpaced }, operator));
  }
  return {
    dryRun: options.dryRun,
    resent: resends.flatMap(({ repaired }) => repaired),
    rebuilt: rebuilds.flatMap(({ repaired }) => repaired),
    skipped: [...resends, ...rebuilds].flatMap(({ skipped }) => skipped),
    spreadSeconds: spreadOf(resends, options),
  };
}

/** A dry run schedules nothing, so each of its requests is answered as if it were the first. */
function spreadOf(resends: readonly RepairResult[], { dryRun, paymentsPerSecond }: RepairOptions): number {
  if (!dryRun) return resends.reduce((longest, { spreadSeconds }) => Math.max(longest, spreadSeconds), 0);
  const secondsApart = 1 / (paymentsPerSecond ?? DEFAULT_REPAIRS_PER_SECOND);
  const sent = resends.filter(({ repaired }) => repaired.length > 0);
  return sent.reduce(
    (sum, { repaired, spreadSeconds }, place) => (place === 0 ? spreadSeconds : sum + repaired.length * secondsApart),
    0,
  );
}

function idsByStatus(batch: RepairPlan['resend']): Pick<ResendRequest, ResentStatus> {
  const idsOf = (status: ResentStatus): readonly string[] =>
    batch.filter((payment) => payment.status === status).map(({ id }) => id);
  return { recorded: idsOf('recorded'), rejected: idsOf('rejected'), parked: idsOf('parked') };
}

function* batches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
