/** Faults that may occur at each opportunity, with their equivalent in production. */
export const FAULT_KINDS = [
  /** A process dies: before the effect of a call, or between the effect and the answer. */
  'crash before a call',
  'crash after a call',
  /** A call fails and had no effect: a refused connection, a rolled back transaction. */
  'call failed',
  /** A call fails and had its effect: the acknowledgement was lost. */
  'acknowledgement lost',
  'slow call',
  /** The whole process stands still for longer than its messages stay invisible: garbage collection, a frozen VM. */
  'process paused',
  /** The wall clock of one process is set forward or back, by seconds or by hours. */
  'clock set',
  /** One entry of a batch is refused, or it arrives and is reported as failed. */
  'batch entry failed',
  'batch entry unconfirmed',
  'message duplicated',
  /** It arrives late, so that others overtake it. */
  'message late',
  /** The broker delivered messages that no consumer received. */
  'delivery lost',
  'deletion lost',
  'visibility change lost',
  /** Between client and service. */
  'request lost',
  'response lost',
  /** Something that is none of ours lies in the queue. */
  'foreign message',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** What happens at set times. */
export const INCIDENT_KINDS = [
  'customer database outage',
  'sales database outage',
  'broker outage',
  'broker lost all messages',
  'rolling restart',
  'dead letters redriven',
] as const;

export type IncidentKind = (typeof INCIDENT_KINDS)[number];
