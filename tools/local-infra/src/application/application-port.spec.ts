import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../ports/free-port';
import { PortMemory } from '../ports/port-memory';
import { fakeWorkspace } from '../testing/fake-workspace';
import { AppProcess } from './app-process';
import { applicationPort, managementPort } from './application-port';

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });

describe('the port of an application', () => {
  const clone = fakeWorkspace();
  const memory = new PortMemory(join(clone.path, '.local/ports'));
  const request = { application: 'customer-api', memory, workspace: clone.path, given: {} } as const;

  afterAll(() => clone.remove());

  it('stays the one it had while that is free, and moves on when a stranger has it', async () => {
    const before = await freePort();
    memory.remember('customer-api', before);
    await expect(applicationPort(request)).resolves.toBe(before);
    const stranger = await listen(before);
    const next = await applicationPort(request);
    stranger.close();
    expect(next).toBeGreaterThanOrEqual(3000);
    expect(memory.recall('customer-api')).toBe(next);
  });

  it('is the one that the user set, whatever it was before', async () => {
    const port = await freePort();
    await expect(applicationPort({ ...request, given: { PORT: String(port) } })).resolves.toBe(port);
  });

  it('is refused with its holder and the way out when the user set one that is taken', async () => {
    const port = await freePort();
    const holder = await listen(port);
    const refusal = applicationPort({ ...request, given: { PORT: String(port) } });
    await expect(refusal).rejects.toThrow(
      `customer-api cannot use port ${port}, which PORT asks for: process ${process.pid} (`,
    );
    await expect(refusal).rejects.toThrow(`end that process with "kill ${process.pid}", set PORT to a free port`);
    holder.close();
  });

  it('is another one for operators, also when both would like the same', async () => {
    const port = await freePort();
    memory.remember('customer-api-management', port);
    await expect(managementPort(request)).resolves.toBe(port);
    const next = await managementPort({ ...request, taken: port });
    expect(next).not.toBe(port);
    expect(memory.recall('customer-api-management')).toBe(next);
  });

  it('is one and the same for sales-worker', async () => {
    const ofWorker = { ...request, application: 'sales-worker' } as const;
    const port = await freePort();
    memory.remember('sales-worker', port);
    await expect(applicationPort(ofWorker)).resolves.toBe(port);
    await expect(managementPort(ofWorker)).resolves.toBe(port);
    await expect(managementPort({ ...ofWorker, taken: port })).resolves.toBe(port);
    expect(memory.recall('sales-worker')).toBe(port);
  });

  it('is refused when it is no port at all', async () => {
    await expect(applicationPort({ ...request, given: { PORT: 'http' } })).rejects.toThrow('PORT=http is not a port.');
  });

  it('is refused while a left-over of a killed run of this clone holds it', async () => {
    const port = await freePort();
    memory.remember('customer-api', port);
    const environment = { PORT: String(port) };
    const leftOver = AppProcess.start({ application: 'customer-api', environment, workspace: clone.path });
    await leftOver.ready();
    await expect(applicationPort(request)).rejects.toThrow(
      `customer-api of this clone still runs as process ${leftOver.pid} on port ${port}, left over from a run that was killed.`,
    );
    await leftOver.kill();
  });
});
