import { compareSides } from './compare-sides';
import { askJson } from './http';
import {
  type DeadLetter,
  type DeadLetterGroup,
  type DecisionOutcome,
  type LedgerEntry,
  type LetterSelection,
  type MonthlyTotal,
  type OperationsApi,
  type PipelineSample,
  type Reconciliation,
  type RecordedDecision,
  type RegisteredPayment,
  type ServiceName,
  SERVICES,
  type WholeDeadLetter,
} from './operations-api';
import type { Payment } from './payments-api';
import { ProblemError } from './problem';
import { historyOf, withNewSamples } from './pipeline-history';
import { snapshotOf } from './pipeline-snapshot';

export interface ManagementAddresses {
  readonly customerApi: string;
  readonly salesWorker: string;
}

const LETTERS_SHOWN = 100;
const DECISIONS_SHOWN = 20;

/** The management APIs of both services over HTTP. */
export function httpOperationsApi({ customerApi, salesWorker }: ManagementAddresses): OperationsApi {
  const base: Readonly<Record<ServiceName, string>> = { 'customer-api': customerApi, 'sales-worker': salesWorker };
  const ask = <Body>(service: ServiceName, path: string): Promise<Body> => askJson<Body>(`${base[service]}/v1${path}`);
  /** From both services, with the name of the service on each. */
  const askBoth = async <Item>(path: string, name: string): Promise<(Item & { service: ServiceName })[]> => {
    const found = await Promise.all(
      SERVICES.map(async (service) => {
        const body = await ask<Readonly<Record<string, readonly Item[]>>>(service, path);
        return (body[name] ?? []).map((item) => ({ ...item, service }));
      }),
    );
    return found.flat();
  };
  const find = <Body>(service: ServiceName, path: string): Promise<Body | undefined> =>
    undefinedWhenAbsent(ask<Body>(service, path));

  let seen: readonly PipelineSample[] = [];
  let lastReconciliation: Reconciliation | undefined;
  const page = (path: string, after: string | undefined, limit: number): string =>
    `${path}?${new URLSearchParams({ ...(after === undefined ? {} : { after }), limit: String(limit) }).toString()}`;

  return {
    snapshot: () => snapshotOf(ask),
    history: async () => {
      const last = seen.at(-1);
      const query = last === undefined ? '' : `?${new URLSearchParams({ after: last.at }).toString()}`;
      const { samples } = await ask<{ samples: readonly PipelineSample[] }>(
        'customer-api',
        `/pipeline-history${query}`,
      );
      seen = withNewSamples(seen, samples);
      return historyOf(seen);
    },
    reconciliation: async () => lastReconciliation,
    reconcile: async () => {
      lastReconciliation = await compareSides({
        payments: async (after, limit) =>
          (await ask<{ payments: readonly Payment[] }>('customer-api', page('/payments', after, limit))).payments,
        entries: async (after, limit) =>
          (await ask<{ entries: readonly LedgerEntry[] }>('sales-worker', page('/ledger-entries', after, limit)))
            .entries,
        payment: (id) => find<Payment>('customer-api', `/payments/${id}`),
        entry: (id) => find<LedgerEntry>('sales-worker', `/ledger-entries/${id}`),
      });
      return lastReconciliation;
    },
    search: async (text) => {
      const query = new URLSearchParams({ search: text });
      return (await ask<{ payments: readonly RegisteredPayment[] }>('customer-api', `/payments?${query.toString()}`))
        .payments;
    },
    journey: async (requestId) => {
      const id = encodeURIComponent(requestId);
      const [payment, ledger, deadLetters] = await Promise.all([
        find<RegisteredPayment>('customer-api', `/payments/${id}`),
        find<LedgerEntry>('sales-worker', `/ledger-entries/${id}`),
        askBoth<Omit<DeadLetter, 'service'>>(`/dead-letters?messageId=${id}`, 'deadLetters'),
      ]);
      return { payment, ledger, deadLetters };
    },
    deadLetterGroups: async () => {
      const groups = await askBoth<Omit<DeadLetterGroup, 'service'>>('/dead-letters/groups', 'groups');
      return groups.sort((one, other) => other.letters - one.letters);
    },
    deadLetters: async ({ service, ...selection }) => {
      const query = new URLSearchParams({ ...conditions(selection), limit: String(LETTERS_SHOWN) });
      const { deadLetters } = await ask<{ deadLetters: readonly Omit<DeadLetter, 'service'>[] }>(
        service,
        `/dead-letters?${query.toString()}`,
      );
      return deadLetters.map((letter) => ({ ...letter, service }));
    },
    deadLetter: async (service, id) => ({
      ...(await ask<Omit<WholeDeadLetter, 'service'>>(service, `/dead-letters/${encodeURIComponent(id)}`)),
      service,
    }),
    decide: ({ action, operator, service, ...decision }) =>
      askJson<DecisionOutcome>(`${base[service]}/v1/dead-letters/${action}`, {
        method: 'POST',
        headers: { 'x-operator': operator },
        // Without any condition every letter is meant: the API wants that said.
        body: { ...decision, all: Object.keys(decision.selection).length === 0 },
      }),
    decisions: async () => {
      const found = await askBoth<Omit<RecordedDecision, 'service'>>(
        `/dead-letters/decisions?limit=${DECISIONS_SHOWN}`,
        'decisions',
      );
      return found.sort((one, other) => other.decidedAt.localeCompare(one.decidedAt)).slice(0, DECISIONS_SHOWN);
    },
    totals: async () => {
      const { totals } = await ask<{ totals: readonly MonthlyTotal[] }>('sales-worker', '/monthly-totals');
      return [...totals].sort((one, other) => other.billingPeriod.localeCompare(one.billingPeriod));
    },
  };
}

function conditions({ ids, ...rest }: LetterSelection): Record<string, string> {
  return { ...rest, ...(ids === undefined ? {} : { ids: ids.join(',') }) };
}

async function undefinedWhenAbsent<Body>(asked: Promise<Body>): Promise<Body | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}
