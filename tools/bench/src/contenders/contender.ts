import type { InfrastructureEndpoints } from '@decouple/local-infra';

/** The part of a contender that runs: one process. */
export interface RunningService {
  /** Base URL of its HTTP server, where it has one. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Somebody who does the same job. */
export interface Contender {
  readonly name: string;
  /** Takes payments in over HTTP. */
  startApi(endpoints: InfrastructureEndpoints): Promise<RunningService>;
  /** Records the payments of the queue `sales`. */
  startWorker(endpoints: InfrastructureEndpoints): Promise<RunningService>;
  /** How many payments it has stored, or recorded, as its tables tell. */
  readonly storedSql: string;
  readonly recordedSql: string;
  /** The same as `recordedSql`, but for what this turn has recorded, and cheap however many rows there are. */
  readonly progressSql?: string;
}
