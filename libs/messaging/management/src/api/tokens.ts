/** Names of what the management module provides, where a port has no class to be its own name. */
export const DEAD_LETTER_ADMIN = Symbol('DeadLetterAdmin');
export const OUTBOX_STORE = Symbol('OutboxStore');
export const QUEUE_MONITOR = Symbol('QueueMonitor');
export const QUEUE_GAUGE = Symbol('QueueGauge');
export const CLOCK = Symbol('Clock');
