import { isPortFree } from '../ports/free-port';
import { findPortHolder, type PortHolder } from '../ports/port-holder';
import type { PortMemory } from '../ports/port-memory';
import { PORT_VARIABLE, PREFERRED_PORT, type ApplicationName } from './application-name';
import { PortInUseError } from './port-in-use.error';

/** How far to look beyond the preferred port. */
const CANDIDATES = 50;

export interface ApplicationPortRequest {
  readonly application: ApplicationName;
  readonly memory: PortMemory;
  /** The folder of this clone: its own left-over application is reported, everybody else's is stepped around. */
  readonly workspace: string;
  readonly given: NodeJS.ProcessEnv;
}

/**
 * The port for an application: the one the user set, else the one it had in this clone, else the first free one from
 * its preferred port on.
 * @throws PortInUseError when the set one is taken, or an application of a killed run of this clone holds its port
 */
export async function applicationPort(request: ApplicationPortRequest): Promise<number> {
  const { application, memory, given } = request;
  const variable = PORT_VARIABLE[application];
  if (given[variable]) return explicitPort(application, variable, given[variable]);

  const before = memory.recall(application);
  if (before !== undefined && (await isUsable(before, request))) return before;
  for (let port = PREFERRED_PORT[application]; port < PREFERRED_PORT[application] + CANDIDATES; port += 1) {
    if (!(await isUsable(port, request))) continue;
    memory.remember(application, port);
    return port;
  }
  throw new Error(
    `${application} found no free port from ${PREFERRED_PORT[application]} on (${CANDIDATES} tried). ` +
      `Set ${variable} to a free one, then start again.`,
  );
}

async function explicitPort(application: ApplicationName, variable: string, text: string): Promise<number> {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${variable}=${text} is not a port. Set it to a number from 1 to 65535, or leave it unset.`);
  if (await isPortFree(port)) return port;
  throw new PortInUseError({ application, port, holder: findPortHolder(port), setBy: variable });
}

async function isUsable(port: number, { application, workspace }: ApplicationPortRequest): Promise<boolean> {
  if (await isPortFree(port)) return true;
  const holder = findPortHolder(port);
  if (holder && isLeftOver(holder, application, workspace))
    throw new PortInUseError({ application, port, holder, setBy: undefined });
  return false;
}

const isLeftOver = (holder: PortHolder, application: ApplicationName, workspace: string): boolean =>
  holder.workingDirectory === `${workspace}/apps/${application}`;
