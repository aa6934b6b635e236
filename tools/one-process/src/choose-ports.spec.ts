import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort } from '@decouple/local-infra';
import { choosePorts } from './choose-ports';

describe('the ports of one process', () => {
  const servers: Server[] = [];
  let notices: string[];

  beforeEach(() => (notices = []));
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  const choose = (environment: NodeJS.ProcessEnv) => choosePorts(environment, (notice) => notices.push(notice));

  /** Another program may have it already, which is as good. */
  async function occupy(port: number): Promise<void> {
    const server = createServer();
    servers.push(server);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening').catch(() => undefined);
  }

  it('move off taken ones, each to another, and say so', async () => {
    await occupy(3_000);
    await occupy(3_001);
    const { API_MANAGEMENT_PORT, MANAGEMENT_PORT, PORT } = await choose({});

    expect(Number(PORT)).toBeGreaterThan(3_001);
    expect(Number(API_MANAGEMENT_PORT)).toBeGreaterThan(3_001);
    expect(new Set([PORT, API_MANAGEMENT_PORT, MANAGEMENT_PORT]).size).toBe(3);
    expect(notices[0]).toBe(`Port 3000 is taken: customer-api uses ${PORT}. Set PORT to choose another.`);
  });

  it('are those that the user has set, 0 for any included', async () => {
    const given = { PORT: '0', API_MANAGEMENT_PORT: String(await freePort()), MANAGEMENT_PORT: '0', HOME: '/h' };

    expect(await choose(given)).toEqual(given);
    expect(notices).toEqual([]);
  });

  it.each(['PORT', 'API_MANAGEMENT_PORT', 'MANAGEMENT_PORT'])(
    'name %s when it is set to a taken one',
    async (variable) => {
      const port = await freePort();
      await occupy(port);
      const ports = { PORT: '0', API_MANAGEMENT_PORT: '0', MANAGEMENT_PORT: '0' };

      await expect(choose({ ...ports, [variable]: String(port) })).rejects.toThrow(
        `${variable} ${port} is taken: another process listens on 127.0.0.1:${port}. Leave it unset to have one chosen.`,
      );
    },
  );
});
