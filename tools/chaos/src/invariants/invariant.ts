export const INVARIANTS = {
  answered: 'every request is answered with 202, outages apart',
  onePayment: 'one key, one payment',
  kept: 'every 202 is stored and ends recorded, rejected or parked',
  recordedOnce: 'no payment is recorded twice',
  promised: 'nothing is stored or recorded that no client asked for',
  agreed: 'customer and sales side agree',
  cents: 'totals are the sum of what was recorded, to the cent',
  told: 'the API tells what is stored',
  rest: 'all comes to rest: outboxes and queues are empty',
  deadLetters: 'outages make no dead letters',
  alive: 'no process ends by itself',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** One way in which an invariant is broken. */
export interface Finding {
  readonly invariant: Invariant;
  readonly requestId?: string;
  readonly what: string;
}
