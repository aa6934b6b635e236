export const QUEUES = ['sales', 'payment-status'] as const;

/** The key of this tool, which the SQS server always accepts. */
export const TAP_ACCESS_KEY = 'chaos-tap';

/** Short: the SQS server is down during some faults. */
export const QUEUE_CALL_WITHIN_MILLISECONDS = 4_000;
