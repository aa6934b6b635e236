import { isPortFree } from '../ports/free-port';
import { findPortHolder, type PortHolder } from '../ports/port-holder';
import type { PortMemory } from '../ports/port-memory';
import {
  MANAGEMENT_PORT_VARIABLE,
  PORT_VARIABLE,
  PREFERRED_MANAGEMENT_PORT,
  PREFERRED_PORT,
  type ApplicationName,
} from './application-name';
import { PortInUseError } from './port-in-use.error';

/** How far to look beyond the preferred port. */
const CANDIDATES = 50;

export interface ApplicationPortRequest {
  readonly application: ApplicationName;
  readonly memory: PortMemory;
  /** The folder of this clone: an application left over from it is reported; for any other program another port is chosen. */
  readonly workspace: string;
  readonly given: NodeJS.ProcessEnv;
  /** Free as long as nothing listens, but meant for another server of the same application. */
  readonly taken?: number;
}

/** One of the servers of an application. */
interface Listener {
  /** Under which its port is remembered. */
  readonly name: string;
  readonly variable: string;
  readonly preferred: number;
}

/**
 * The port for an application: the one the user set, else the one it had in this clone, else the first free one from
 * its preferred port on.
 * @throws PortInUseError when the set one is taken, or an application of a killed run of this clone holds its port
 */
export async function applicationPort(request: ApplicationPortRequest): Promise<number> {
  const { application } = request;
  return portOf(request, {
    name: application,
    variable: PORT_VARIABLE[application],
    preferred: PREFERRED_PORT[application],
  });
}

/** The same for its server for operators; for sales-worker that is the only one. */
export async function managementPort(request: ApplicationPortRequest): Promise<number> {
  const { application } = request;
  // Its only server has its port already: looking again would remember another one under the same name.
  if (PORT_VARIABLE[application] === MANAGEMENT_PORT_VARIABLE) return request.taken ?? applicationPort(request);
  return portOf(request, {
    name: managementOf(application),
    variable: MANAGEMENT_PORT_VARIABLE,
    preferred: PREFERRED_MANAGEMENT_PORT[application],
  });
}

/** Under which the port of an application's server for operators is remembered. */
export function managementOf(application: ApplicationName): string {
  return PORT_VARIABLE[application] === MANAGEMENT_PORT_VARIABLE ? application : `${application}-management`;
}

async function portOf(request: ApplicationPortRequest, { name, variable, preferred }: Listener): Promise<number> {
  const { application, given, memory } = request;
  if (given[variable]) return explicitPort(application, variable, given[variable]);

  const before = memory.recall(name);
  if (before !== undefined && (await isUsable(before, request))) return before;
  for (let port = preferred; port < preferred + CANDIDATES; port += 1) {
    if (!(await isUsable(port, request))) continue;
    memory.remember(name, port);
    return port;
  }
  throw new Error(
    `${name} found no free port from ${preferred} on (${CANDIDATES} tried). ` +
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

async function isUsable(port: number, { application, taken, workspace }: ApplicationPortRequest): Promise<boolean> {
  if (port === taken) return false;
  if (await isPortFree(port)) return true;
  const holder = findPortHolder(port);
  if (holder && isLeftOver(holder, application, workspace))
    throw new PortInUseError({ application, port, holder, setBy: undefined });
  return false;
}

const isLeftOver = (holder: PortHolder, application: ApplicationName, workspace: string): boolean =>
  holder.workingDirectory === `${workspace}/apps/${application}`;
