import { isPortFree } from '@decouple/local-infra';
import { ConfigurationError } from '@decouple/platform';

interface Server {
  readonly what: string;
  readonly variable: string;
  readonly preferred: number;
}

const SERVERS: readonly Server[] = [
  { what: 'customer-api', variable: 'PORT', preferred: 3_000 },
  { what: 'the management API of customer-api', variable: 'API_MANAGEMENT_PORT', preferred: 3_001 },
  { what: 'the management API of sales-worker', variable: 'MANAGEMENT_PORT', preferred: 3_100 },
];
/** How far to look beyond the preferred port. */
const CANDIDATES = 50;

/**
 * Chooses other ports for those that are in use. Ports that the user has set stay.
 *
 * @param moved called for each server on another port than the default
 * @throws ConfigurationError when a port that the user has set is taken
 */
export async function choosePorts(
  environment: NodeJS.ProcessEnv,
  moved: (notice: string) => void,
): Promise<NodeJS.ProcessEnv> {
  const chosen: Record<string, string> = {};
  for (const { preferred, variable, what } of SERVERS) {
    const given = environment[variable];
    if (given) {
      await checkGiven(variable, given);
      continue;
    }
    const others = [...Object.values(chosen), ...SERVERS.map((server) => environment[server.variable])];
    const port = await firstFree(preferred, variable, others);
    if (port !== preferred)
      moved(`Port ${preferred} is taken: ${what} uses ${port}. Set ${variable} to choose another.`);
    chosen[variable] = String(port);
  }
  return { ...environment, ...chosen };
}

/** The configuration reports values that are not ports. */
async function checkGiven(variable: string, given: string): Promise<void> {
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535 || (await isPortFree(port))) return;
  const taken = `${given} is taken: another process listens on 127.0.0.1:${given}. Leave it unset to have one chosen.`;
  throw new ConfigurationError({ [variable]: taken });
}

async function firstFree(
  preferred: number,
  variable: string,
  others: readonly (string | undefined)[],
): Promise<number> {
  for (let port = preferred; port < preferred + CANDIDATES; port += 1)
    if (!others.includes(String(port)) && (await isPortFree(port))) return port;
  throw new ConfigurationError({ [variable]: `is not set, and no port from ${preferred} on is free.` });
}
