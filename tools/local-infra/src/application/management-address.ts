import { LocalFolder } from '../local-folder';
import { PortMemory } from '../ports/port-memory';
import { PREFERRED_MANAGEMENT_PORT, type ApplicationName } from './application-name';
import { managementOf } from './application-port';

/**
 * Where the operators' server of an application of this clone was last, and is if the clone runs now; before the first
 * run, where it will be when nothing else is there.
 */
export function managementAddress(application: ApplicationName, folder: LocalFolder = new LocalFolder()): string {
  const port = new PortMemory(folder.ports).recall(managementOf(application)) ?? PREFERRED_MANAGEMENT_PORT[application];
  return `http://127.0.0.1:${port}`;
}
