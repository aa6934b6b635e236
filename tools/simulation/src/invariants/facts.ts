import type { DeliveryEvent, MessageKey } from '@decouple/messaging-core';
import { CUSTOMER_SOURCE, type Payment } from '@decouple/payments-domain';
import type { LedgerEntry, MonthlyTotal } from '@decouple/sales-domain';
import type { PaymentPromise, Promises } from '../clients/promises';
import type { PlannedPayment } from '../scenario/planned-payment';
import type { World } from '../world';

/** What is known when a run is over. */
export interface Facts {
  readonly plans: readonly PlannedPayment[];
  readonly promises: readonly PaymentPromise[];
  /** What clients themselves found wrong, in sentences. */
  readonly complaints: readonly string[];
  readonly payments: readonly Payment[];
  /** What the ledger holds, by payment. */
  readonly entries: ReadonlyMap<string, LedgerEntry>;
  /** What the ledger said it had written, in order. */
  readonly decisions: readonly LedgerEntry[];
  readonly totals: readonly MonthlyTotal[];
  /** Payments whose message is a dead letter of sales. */
  readonly deadLetters: ReadonlySet<string>;
  /** Payments whose message is a dead letter of the customer side, because the broker refused it. */
  readonly refused: ReadonlySet<string>;
  readonly customerEvents: readonly DeliveryEvent[];
  readonly salesEvents: readonly DeliveryEvent[];
  /** What failed where nobody waits for it. */
  readonly failures: readonly string[];
  /** What is still unfinished, in words. */
  readonly unrest: readonly string[];
}

export async function gatherFacts(world: World, promises: Promises, unrest: readonly string[]): Promise<Facts> {
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
    unrest,
  };
}
