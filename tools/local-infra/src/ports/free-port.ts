import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the range from which systems take the source ports of outgoing connections (Linux: 32768 and up). A server's
 * port from that range can be lost while the server restarts, and a client that keeps knocking at it can even connect
 * to itself.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const MOST_ATTEMPTS = 200;

/** Returns a loopback port that is currently free. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isPortFree(port)) return port;
  }
  throw new Error(
    `No free port was found between ${LOWEST} and ${HIGHEST} in ${MOST_ATTEMPTS} attempts. ` +
      'Something on this machine occupies nearly all of them: end it, then try again.',
  );
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
