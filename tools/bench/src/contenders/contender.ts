import type { InfrastructureEndpoints } from '@decouple/local-infra';

/** One process of a contender. */
export interface RunningService {
  /** Base URL of its HTTP server, if it has one. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** An implementation of the same job. */
export interface Contender {
  readonly name: string;
  /** Takes payments in over HTTP. */
  startApi(endpoints: InfrastructureEndpoints): Promise<RunningService>;
  /** Records the payments of the queue `sales`. */
  startWorker(endpoints: InfrastructureEndpoints): Promise<RunningService>;
  /** Count the stored and the recorded payments. */
  readonly storedSql: string;
  readonly recordedSql: string;
  /** Like `recordedSql`, but only for this turn, and independent of the number of rows. */
  readonly progressSql?: string;
}
