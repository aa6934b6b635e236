import { join } from 'node:path';
import { startInfrastructure } from '../infrastructure/start-infrastructure';
import { LocalFolder } from '../local-folder';
import { PortMemory } from '../ports/port-memory';
import { rememberedFreePort } from '../ports/remembered-free-port';
import { Supervisor } from './supervisor';
import { takeSupervisorLock } from './supervisor-lock';

const DEFAULT_IDLE_MS = 3_000;
/** A process that waits for a supervisor takes the lock briefly, to see whether one is running. */
const LOOKED_AT_MS = 250;

/** The supervisor's process. Its argument is the clone. Ends quietly when the clone has a supervisor already. */
async function main(workspace: string | undefined): Promise<number> {
  const folder = new LocalFolder(workspace);
  const lock = takeSupervisorLock(folder.supervisorLock, LOOKED_AT_MS);
  if (!lock) return 0;
  const supervisor = new Supervisor({
    folder,
    idleMs: Number(process.env['LOCAL_INFRA_IDLE_MS'] ?? DEFAULT_IDLE_MS),
    start: (onProgress) => startFor(folder, onProgress),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => supervisor.stop(0, `it received ${signal}.`));
  return supervisor.run();
}

async function startFor(folder: LocalFolder, onProgress: (step: string) => void) {
  const ports = new PortMemory(folder.ports);
  return startInfrastructure({
    dataDir: folder.path,
    sqsDataDir: join(folder.path, 'sqs'),
    logDir: join(folder.path, 'logs'),
    ports: { postgres: await rememberedFreePort('postgres', ports), sqs: await rememberedFreePort('sqs', ports) },
    onProgress,
  });
}

main(process.argv[2]).then(
  // the process's end releases the lock, closes the leases and tells the last holder that all is down
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
