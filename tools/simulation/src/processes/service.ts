import type { SimulatedProcess } from './simulated-process';

/** A service that runs in a process of its own. */
export interface Service {
  readonly process: SimulatedProcess;
  /** Stops as on SIGTERM: resolves when all work in flight is done. */
  stop(): Promise<void>;
}
