export const FAULT_KINDS = [
  /** SIGKILL, in the middle of whatever it does; started again as a supervisor would. */
  'API killed',
  'worker killed',
  /** SIGSTOP and SIGCONT: an overloaded machine, a frozen VM; often for longer than messages stay invisible. */
  'API frozen',
  'worker frozen',
  /** Fast shutdown: sessions are ended, nothing is lost. */
  'customer database restarted',
  'sales database restarted',
  /** SIGKILL of the server and all of its processes: it comes back through crash recovery. */
  'customer database crashed',
  'sales database crashed',
  /** The SQS server keeps its messages in memory only: all that it holds is gone, and the queues with it. */
  'all queued messages lost',
  /** Standard queues deliver at least once. */
  'messages duplicated',
  /** SIGTERM to one process after the other, each when the one before is ready again, as a deployment does it. */
  'APIs restarted in turn',
  'workers restarted in turn',
  /** The wall clock of one process is set forward or back, by seconds or by an hour, and corrected later. */
  'API clock jumped',
  'worker clock jumped',
  /** A sidecar writes new credentials to the file; SQS refuses the old ones after a while. */
  'credentials rotated',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
