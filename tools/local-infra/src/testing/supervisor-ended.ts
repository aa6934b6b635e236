import type { LocalFolder } from '../local-folder';
import { takeSupervisorLock } from '../supervisor/supervisor-lock';
import { eventuallyTrue } from './eventually';

/** Waits until no supervisor of the clone is alive; one that has withdrawn its address may still shut PostgreSQL down. */
export function supervisorEnded(folder: LocalFolder): Promise<void> {
  return eventuallyTrue('the supervisor has ended', () => {
    const lock = takeSupervisorLock(folder.supervisorLock);
    lock?.release();
    return lock !== undefined;
  });
}
