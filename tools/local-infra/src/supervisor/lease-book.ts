import { isProcessAlive } from '../process/process-alive';
import type { LeaseHolder, RunningApplications } from './control-protocol';

/** The current users of the infrastructure. An application runs at most once in a clone. */
export class LeaseBook<Connection> {
  private readonly holders = new Map<Connection, LeaseHolder>();
  private readonly listening = new Map<Connection, RunningApplications>();

  get empty(): boolean {
    return this.holders.size === 0;
  }

  get connections(): Connection[] {
    return [...this.holders.keys()];
  }

  /** What the holders have said of their applications. */
  get running(): RunningApplications {
    return Object.assign({}, ...this.listening.values()) as RunningApplications;
  }

  note(connection: Connection, applications: RunningApplications): void {
    if (this.holders.has(connection)) this.listening.set(connection, applications);
  }

  /** @returns why the lease is refused, or undefined when it is entered */
  enter(connection: Connection, holder: LeaseHolder): string | undefined {
    for (const present of this.holders.values()) {
      const common = present.applications.filter((application) => holder.applications.includes(application));
      if (common.length > 0 && isProcessAlive(present.pid)) return refusal(common, present);
    }
    this.holders.set(connection, holder);
    return undefined;
  }

  leave(connection: Connection): void {
    this.holders.delete(connection);
    this.listening.delete(connection);
  }
}

function refusal(applications: readonly string[], holder: LeaseHolder): string {
  const run = applications.length === 1 ? 'runs' : 'run';
  return (
    `${applications.join(' and ')} already ${run} in this clone, started by "${holder.startedBy}" (process ${holder.pid}): ` +
    'use what runs there, or stop it with Ctrl-C in its terminal first.'
  );
}
