import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFolder } from '../local-folder';
import { freePort, isPortFree } from '../ports/free-port';
import { isProcessAlive } from '../process/process-alive';
import { findRunning } from '../supervisor/find-running';
import { readAddress } from '../supervisor/supervisor-address';
import { fakeWorkspace } from '../testing/fake-workspace';
import { TypeScriptProgram } from '../testing/typescript-program';

const START = join(__dirname, 'start.ts');

describe('npm start', () => {
  const clone = fakeWorkspace();
  const folder = new LocalFolder(clone.path);
  let ports: { PORT: string; MANAGEMENT_PORT: string };

  const start = (environment: Record<string, string> = {}) =>
    TypeScriptProgram.run(START, [], { LOCAL_INFRA_WORKSPACE: clone.path, ...ports, ...environment });

  beforeAll(async () => {
    ports = { PORT: String(await freePort()), MANAGEMENT_PORT: String(await freePort()) };
  });
  afterAll(() => clone.remove());

  it('says where everything is, refuses a second one, and leaves nothing behind after Ctrl-C', async () => {
    const run = start();
    await run.says('Ctrl-C stops everything; data stays in .local/');
    expect(run.output).toContain(`API docs       http://127.0.0.1:${ports.PORT}/docs`);
    expect(run.output).toContain(`http://127.0.0.1:${ports.MANAGEMENT_PORT}  (sales-worker)`);
    const databasePort = Number(/@127\.0\.0\.1:(\d+)\/customer$/m.exec(run.output)?.[1]);
    const supervisor = readAddress(folder)?.pid ?? 0;

    expect(await findRunning(folder)).toEqual({
      'customer-api': {
        url: `http://127.0.0.1:${ports.PORT}`,
        managementUrl: expect.stringMatching(/^http:\/\/127/) as string,
      },
      'sales-worker': {
        url: `http://127.0.0.1:${ports.MANAGEMENT_PORT}`,
        managementUrl: `http://127.0.0.1:${ports.MANAGEMENT_PORT}`,
      },
    });
    const copy = fakeWorkspace();
    copyFileSync(folder.supervisorAddress, new LocalFolder(copy.path).supervisorAddress);
    expect(await findRunning(new LocalFolder(copy.path))).toEqual({});
    copy.remove();

    const second = start();
    await expect(second.exited).resolves.toMatchObject({ code: 1 });
    expect(second.output).toMatch(
      /^customer-api and sales-worker already run in this clone, started by "npm start" \(process \d+\): .*first\.$/,
    );

    run.signal('SIGINT');
    await expect(run.exited).resolves.toMatchObject({ code: 0 });
    expect(isProcessAlive(supervisor)).toBe(false);
    expect(existsSync(folder.supervisorAddress)).toBe(false);
    expect(await findRunning(folder)).toEqual({});
    const everyPort = [databasePort, Number(ports.PORT), Number(ports.MANAGEMENT_PORT)];
    await expect(Promise.all(everyPort.map(isPortFree))).resolves.toEqual([true, true, true]);
    for (const application of ['customer-api', 'sales-worker'])
      expect(readFileSync(folder.log(application), 'utf8')).toContain('drained after SIGTERM');
  });

  it('stops the rest, shows the last lines and ends with 1 when an application fails', async () => {
    const run = start();
    await run.says('Ctrl-C stops everything');
    await expect(fetch(`http://127.0.0.1:${ports.MANAGEMENT_PORT}/fail`)).rejects.toThrow();
    await expect(run.exited).resolves.toMatchObject({ code: 1 });
    expect(run.output).toContain('sales-worker ended with exit code 3, so everything is stopped. Its last lines:');
    expect(run.output).toContain('the fake has failed');
    await expect(isPortFree(Number(ports.PORT))).resolves.toBe(true);
    expect(readAddress(folder)).toBeUndefined();
  });

  it('says why an application does not come up', async () => {
    const run = start({ FAKE_FAILS_AT_START: 'yes' });
    await expect(run.exited).resolves.toMatchObject({ code: 1 });
    expect(run.output).toContain('cannot start: no configuration');
    expect(run.output).not.toContain('Decouple is running');
    expect(readAddress(folder)).toBeUndefined();
  });
});
