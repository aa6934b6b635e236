import type { PaymentStatus } from '@decouple/client';

/** Names of the states for operators: those of the API. Customers see `STATUS_TEXTS`. */
export const STATUS_NAMES: Readonly<Record<PaymentStatus, string>> = {
  accepted: 'Accepted',
  queued: 'Queued',
  recorded: 'Recorded',
  rejected: 'Rejected',
  delayed: 'Delayed',
  parked: 'Parked',
};
