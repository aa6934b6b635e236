import type { PaymentStatus, Reason } from '@decouple/client';

export type Tone = 'plain' | 'accent' | 'good' | 'wait' | 'bad';

export interface StatusWords {
  /** For a badge. */
  readonly name: string;
  /** A headline. */
  readonly headline: string;
  /** What it means for the customer. */
  readonly meaning: string;
  readonly tone: Tone;
}

export const STATUS_WORDS: Readonly<Record<PaymentStatus, StatusWords>> = {
  accepted: {
    name: 'Accepted',
    headline: 'We have your payment',
    meaning: 'It is stored safely and will be handed to sales in a moment. You can close this page.',
    tone: 'accent',
  },
  queued: {
    name: 'Queued',
    headline: 'Your payment is on its way',
    meaning: 'It waits for its turn in sales. You can close this page; nothing gets lost.',
    tone: 'accent',
  },
  recorded: {
    name: 'Recorded',
    headline: 'Your payment is recorded',
    meaning: 'Sales has entered it. The month is paid.',
    tone: 'good',
  },
  rejected: {
    name: 'Rejected',
    headline: 'Your payment was not taken',
    meaning: 'No money was booked for it.',
    tone: 'bad',
  },
  delayed: {
    name: 'Delayed',
    headline: 'Your payment takes longer than usual',
    meaning: 'It is safe, and tried again by itself. You need not do anything.',
    tone: 'wait',
  },
  parked: {
    name: 'Being looked at',
    headline: 'A person looks at your payment',
    meaning: 'It is safe, but could not be recorded by itself. Please do not pay again.',
    tone: 'wait',
  },
};

const REASONS: Readonly<Record<string, string>> = {
  'period-already-paid': 'This policy is already paid for this month.',
  'period-out-of-range': 'The month is too far away: at most two years back or ahead can be paid.',
  'currency-mismatch': 'This policy is paid in another currency. Please pay in that one.',
  'handler-failed': 'Sales had a fault while recording it.',
  'attempts-exhausted': 'Sales could not record it after several attempts.',
};

/** Plain words where we have them; otherwise the sentence that came with the reason. */
export function reasonInWords({ code, detail }: Reason): string {
  return REASONS[code] ?? detail;
}
