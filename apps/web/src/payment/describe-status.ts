import type { Payment, PaymentStatus, Reason } from '@decouple/client';
import type { Tone } from '../design/tone';
import { formatMonth } from '../format/time';

export interface StatusTexts {
  /** For a badge. */
  readonly name: string;
  readonly headline: string;
  /** What the status means for the customer. */
  readonly meaning: string;
  readonly tone: Tone;
}

export const STATUS_TEXTS: Readonly<Record<PaymentStatus, StatusTexts>> = {
  accepted: {
    name: 'Received',
    headline: 'We’ve received your payment',
    meaning: 'We’ll process it shortly. You can close this page.',
    tone: 'accent',
  },
  queued: {
    name: 'Processing',
    headline: 'We’re processing your payment',
    meaning: 'You can close this page. Your payment is safe.',
    tone: 'accent',
  },
  recorded: {
    name: 'Paid',
    headline: 'Payment complete',
    meaning: 'Thank you.',
    tone: 'good',
  },
  rejected: {
    name: 'Declined',
    headline: 'Payment declined',
    meaning: 'You haven’t been charged.',
    tone: 'bad',
  },
  delayed: {
    name: 'Delayed',
    headline: 'Your payment is taking longer than usual',
    meaning: 'Your payment is safe and we’ll keep trying. You don’t need to do anything.',
    tone: 'wait',
  },
  parked: {
    name: 'Under review',
    headline: 'We’re reviewing your payment',
    meaning: 'Your payment is safe, but we couldn’t process it automatically. Please don’t pay again.',
    tone: 'wait',
  },
};

const REASONS: Readonly<Record<string, string>> = {
  'period-already-paid': 'This policy is already paid for this month.',
  'period-out-of-range': 'You can pay for months up to two years ago or ahead.',
  'currency-mismatch': 'This policy is paid in another currency. Please use that currency.',
  'handler-failed': 'Something went wrong on our side. We’ll try again.',
  'attempts-exhausted': 'Something went wrong on our side. We’re reviewing your payment.',
  'refused-by-broker': 'We couldn’t process your payment automatically. We’re reviewing it.',
};

/** Our own text for known codes; otherwise the sentence that came with the reason. */
export function describeReason({ code, detail }: Reason): string {
  return REASONS[code] ?? detail;
}

/** What the status of this payment means for its customer. */
export function describePayment({
  billingPeriod,
  reason,
  status,
}: Pick<Payment, 'billingPeriod' | 'reason' | 'status'>): string {
  const { meaning } = STATUS_TEXTS[status];
  if (status === 'recorded') return `${meaning} ${formatMonth(billingPeriod)} is paid.`;
  if (status === 'rejected' && reason !== undefined) return `${describeReason(reason)} ${meaning}`;
  return meaning;
}
