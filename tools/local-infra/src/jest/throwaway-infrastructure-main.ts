import { startInfrastructure } from '../infrastructure/start-infrastructure';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import type { ThrowawayReport } from './throwaway-infrastructure';

/**
 * The process that owns a test run's PostgreSQL and SQS. It is not Jest's own process, which ends without teardown
 * when it is interrupted: this one then notices, stops the servers and deletes their data.
 */
async function main(): Promise<void> {
  const folder = temporaryFolder('decouple-test-');
  let ending = false;
  const starting = startInfrastructure({ dataDir: folder.path, durable: false });
  const end = async (exitCode: number): Promise<void> => {
    if (ending) return;
    ending = true;
    await starting.then((running) => running.stop()).catch((error: unknown) => console.error(error));
    folder.remove();
    process.exit(exitCode);
  };
  process.on('disconnect', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  try {
    const { endpoints } = await starting;
    report({ type: 'ready', endpoints });
  } catch (error) {
    report({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    await end(1);
  }
}

function report(message: ThrowawayReport): void {
  process.send?.(message);
}

void main();
