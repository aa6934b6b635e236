/** What holds after every run, whatever faults happened during it. */
export const INVARIANTS = {
  answered: 'every request gets a 202, except during outages',
  onePayment: 'one idempotency key creates one payment',
  kept: 'every payment that was answered with 202 is stored as requested',
  ended: 'every payment ends as recorded, rejected or parked',
  promised: 'nothing is stored or recorded that no client requested',
  recordedOnce: 'no payment is recorded twice',
  monthPaidOnce: 'a policy pays each month once, in one currency',
  agreed: 'both services agree on every payment',
  cents: 'the totals are the sum of the recorded payments, to the cent',
  rest: 'the system comes to rest: outboxes and queues are empty',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** One violation of an invariant. */
export interface Finding<Name extends string = Invariant> {
  readonly invariant: Name;
  readonly requestId?: string;
  readonly what: string;
}
