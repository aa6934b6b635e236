import type { Leftovers } from '@decouple/invariants';
import type { DeliveryEvent, MessageKey } from '@decouple/messaging-core';
import { CUSTOMER_SOURCE, type Payment } from '@decouple/payments-domain';
import type { LedgerEntry, MonthlyTotal } from '@decouple/sales-domain';
import type { PaymentPromise, Promises } from '../clients/promises';
import type { WitnessedDecision } from '../outside/witnessed-ledger';
import type { PlannedPayment } from '../scenario/planned-payment';
import type { World } from '../world';

/** Everything that is known after a run. */
export interface Facts {
  readonly plans: readonly PlannedPayment[];
  readonly promises: readonly PaymentPromise[];
  /** Contradictions that clients saw, as sentences. */
  readonly complaints: readonly string[];
  readonly payments: readonly Payment[];
  /** The ledger's entries by payment. */
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  /** Decisions that the ledger returned as written, in order. */
  readonly decisions: readonly WitnessedDecision[];
  readonly totals: readonly MonthlyTotal[];
  /** Payments whose message is a dead letter of sales-worker. */
  readonly deadLetters: ReadonlySet<string>;
  /** Payments whose message is a dead letter of customer-api, because the broker refused it. */
  readonly refused: ReadonlySet<string>;
  readonly customerEvents: readonly DeliveryEvent[];
  readonly salesEvents: readonly DeliveryEvent[];
  /** Failures of background work. */
  readonly failures: readonly string[];
  readonly leftovers: Leftovers;
}

export async function gatherFacts(world: World, promises: Promises, leftovers: Leftovers): Promise<Facts> {
  const { customerDatabase, customerEvents, failures, salesDatabase, salesEvents, scenario } = world;
  const payments = customerDatabase.payments.allNow();
  const entries = new Map<string, LedgerEntry>();
  const deadLetters = new Set<string>();
  const refused = new Set<string>();
  for (const { id } of payments) {
    const entry = await salesDatabase.ledger.find(id);
    if (entry !== undefined) entries.set(id, entry);
    const key: MessageKey = { source: CUSTOMER_SOURCE, id };
    if ((await salesDatabase.deadLetters.find(key)) !== undefined) deadLetters.add(id);
    if ((await customerDatabase.deadLetters.find(key)) !== undefined) refused.add(id);
  }
  return {
    plans: scenario.payments,
    promises: [...promises.made.values()],
    complaints: promises.broken,
    payments,
    entries,
    decisions: salesDatabase.ledger.decisions,
    totals: await salesDatabase.ledger.monthlyTotals(),
    deadLetters,
    refused,
    customerEvents,
    salesEvents,
    failures,
    leftovers,
  };
}
