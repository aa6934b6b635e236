import { InfrastructureStartError, LeaseRefusedError } from '../supervisor/supervisor-connection';
import { PortInUseError } from '../application/port-in-use.error';

/** Runs a command line program to its exit code. What a person can act on is said without a stack trace. */
export function runCommand(command: () => Promise<number>): void {
  command().then(
    (exitCode) => process.exit(exitCode),
    (error: unknown) => {
      console.error(explain(error));
      process.exit(1);
    },
  );
}

function explain(error: unknown): unknown {
  const known = [InfrastructureStartError, LeaseRefusedError, PortInUseError, CommandError];
  return known.some((type) => error instanceof type) ? (error as Error).message : error;
}

/** A failure whose message is all that a person needs. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
