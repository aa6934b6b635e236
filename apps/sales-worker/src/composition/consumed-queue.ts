/** The queue that this service reads. */
export const CONSUMED_QUEUE = 'sales';
