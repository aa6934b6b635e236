import { setTimeout as delay } from 'node:timers/promises';
import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';
import type { LocalFolder } from '../local-folder';
import { logTail } from '../process/log-tail';
import { isProcessAlive } from '../process/process-alive';
import type { LeaseHolder, RunningApplications } from './control-protocol';
import { launchSupervisor } from './launch-supervisor';
import { readAddress } from './supervisor-address';
import { InfrastructureStartError, SupervisorConnection } from './supervisor-connection';
import { takeSupervisorLock } from './supervisor-lock';

const STARTED_WITHIN_MS = 120_000;
/** One that finds another in charge ends quietly. When this many have ended and none is in charge, they crash. */
const MOST_LAUNCHES = 5;
const LOOK_EVERY_MS = 50;

/** The right to use this clone's infrastructure. It lasts until it is released or this process ends. */
export class Lease {
  constructor(
    readonly endpoints: InfrastructureEndpoints,
    private readonly connection: SupervisorConnection,
  ) {}

  /** Resolves when the infrastructure ends while the lease lasts, with the reason as far as it is known. */
  get lost(): Promise<string> {
    return this.connection.closed.then((reason) => reason ?? 'Its supervisor was killed.');
  }

  /** Which applications of this holder listen now: what other commands of this clone then use. */
  announce(applications: RunningApplications): void {
    this.connection.announce(applications);
  }

  /** The infrastructure stops a little later, unless another process uses it by then. */
  release(): void {
    this.connection.close();
  }

  /**
   * Stops the infrastructure unless another process uses it, and waits until it is down.
   * @returns whether it is down
   */
  async releaseAndStop(): Promise<boolean> {
    return this.connection.stop();
  }
}

/**
 * Joins the infrastructure of this clone, or starts it.
 * @throws LeaseRefusedError when one of the holder's applications runs already
 * @throws InfrastructureStartError when PostgreSQL or SQS cannot be started
 */
export async function acquireLease(
  folder: LocalFolder,
  holder: LeaseHolder,
  onProgress: (step: string) => void = () => undefined,
): Promise<Lease> {
  const deadline = performance.now() + STARTED_WITHIN_MS;
  const launched: number[] = [];
  while (performance.now() < deadline) {
    const lease = await join(folder, holder, onProgress);
    if (lease) return lease;
    if (!launched.some(isProcessAlive) && !hasSupervisor(folder)) {
      if (launched.length === MOST_LAUNCHES) break;
      launched.push(await launchSupervisor(folder));
    }
    await delay(LOOK_EVERY_MS);
  }
  const what = launched.length < MOST_LAUNCHES ? `did not answer within ${STARTED_WITHIN_MS / 1000} s` : 'ends at once';
  const log = folder.log('supervisor');
  throw new InfrastructureStartError(
    `The local infrastructure could not be started: its supervisor ${what}. Its log (${log}) ends with:\n${logTail(log)}`,
  );
}

function hasSupervisor(folder: LocalFolder): boolean {
  const lock = takeSupervisorLock(folder.supervisorLock);
  lock?.release();
  return lock === undefined;
}

async function join(
  folder: LocalFolder,
  holder: LeaseHolder,
  onProgress: (step: string) => void,
): Promise<Lease | undefined> {
  const address = readAddress(folder);
  if (!address || !isProcessAlive(address.pid)) return undefined;
  const connection = await SupervisorConnection.open(address, holder, onProgress);
  const endpoints = await connection?.endpoints();
  return connection && endpoints ? new Lease(endpoints, connection) : undefined;
}
