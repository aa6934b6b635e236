import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '@decouple/local-infra';

const WORKSPACE = resolve(__dirname, '../../..');
const LOADER = join(WORKSPACE, 'tools/build/swc-register.cjs');
const MAIN = join(WORKSPACE, 'tools/one-process/src/main.ts');

/** Each logs one line of more than 100 bytes: together more than a pipe and the log's buffer hold. */
const REQUESTS = 10_000;
const CONNECTIONS = 50;

jest.setTimeout(300_000);

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

describe('a service whose standard output and error are pipes that are not read', () => {
  let child: ChildProcess;
  /** Commands of this clone must not find these services. */
  const clone = temporaryFolder('decouple-unread-');
  afterAll(() => clone.remove());
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  afterEach(() => {
    agent.destroy();
    child.kill('SIGKILL');
  });

  const status = (url: string): Promise<number | undefined> =>
    new Promise((resolved, reject) => {
      get(url, { agent }, (response) => {
        response.resume().on('end', () => resolved(response.statusCode));
      }).on('error', reject);
    });

  async function started(url: string): Promise<void> {
    while ((await status(`${url}/health/live`).catch(() => undefined)) !== 200) {
      await new Promise((resolved) => setTimeout(resolved, 50));
    }
  }

  it('answers every request, counts the lines that it drops, and stops on SIGTERM', async () => {
    const [port, management] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    child = spawn(process.execPath, ['-r', LOADER, MAIN], {
      env: {
        ...process.env,
        ...{ PORT: String(port), API_MANAGEMENT_PORT: String(management), MANAGEMENT_PORT: '0' },
        LOCAL_INFRA_WORKSPACE: clone.path,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await started(url);
    let left = REQUESTS;
    const client = async (): Promise<void> => {
      while (left-- > 0) expect(await status(`${url}/v1/payments/unknown`)).toBe(404);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, client));
    const metrics = await (await fetch(`http://127.0.0.1:${management}/metrics`)).text();
    child.kill('SIGTERM');
    const exit = await once(child, 'exit');

    expect(Number(/^decouple_log_lines_dropped_total (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0);
    expect(exit).toEqual([0, null]);
  });
});
