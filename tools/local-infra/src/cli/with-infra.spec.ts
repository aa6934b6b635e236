import { join } from 'node:path';
import { LocalFolder } from '../local-folder';
import { freePort, isPortFree } from '../ports/free-port';
import { isProcessAlive } from '../process/process-alive';
import { findRunning } from '../supervisor/find-running';
import { readAddress } from '../supervisor/supervisor-address';
import { eventuallyTrue } from '../testing/eventually';
import { fakeWorkspace } from '../testing/fake-workspace';
import { supervisorEnded } from '../testing/supervisor-ended';
import { TypeScriptProgram } from '../testing/typescript-program';
import { TYPESCRIPT_LOADER } from '../workspace';

const WITH_INFRA = join(__dirname, 'with-infra.ts');

describe('with-infra', () => {
  const clone = fakeWorkspace();
  const folder = new LocalFolder(clone.path);
  const environment = { LOCAL_INFRA_WORKSPACE: clone.path, LOCAL_INFRA_IDLE_MS: '1000' };
  const main = join(clone.path, 'apps/customer-api/src/main.ts');
  const watched = [process.execPath, '--watch', '-r', TYPESCRIPT_LOADER, main];
  let port: number;

  const withInfra = (...command: string[]) =>
    TypeScriptProgram.run(WITH_INFRA, ['customer-api', '--', ...command], { ...environment, PORT: String(port) });
  const ask = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();

  beforeEach(async () => {
    port = await freePort();
  });
  afterAll(async () => {
    await supervisorEnded(folder);
    clone.remove();
  });

  it("runs the command in the application's environment and ends with its exit code", async () => {
    const run = withInfra(process.execPath, '-e', 'console.log(process.env.DATABASE_URL); process.exit(7)');
    await expect(run.exited).resolves.toMatchObject({ code: 7 });
    expect(run.output).not.toContain(`http://127.0.0.1:${port}`);
    expect(run.output).toMatch(/^postgres:\/\/postgres:postgres@127\.0\.0\.1:\d+\/customer$/m);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('lets a watched application drain on %s', async (signal) => {
    const run = withInfra(...watched);
    await run.says('listening');
    expect(JSON.parse(await ask('/environment'))).toMatchObject({ PORT: String(port), STOP_WITH_PARENT: 'true' });
    run.signal(signal);
    await run.exited;
    expect(run.output).toContain(`drained after ${signal}`);
    await expect(isPortFree(port)).resolves.toBe(true);
  });

  it('names the address, and tells other commands of the clone, once the application listens', async () => {
    const url = `http://127.0.0.1:${port}`;
    const late = `setTimeout(() => require('http').createServer((q, a) => a.end()).listen(${port}, '127.0.0.1', () => console.log('now')), 1_000)`;
    const run = withInfra(process.execPath, '-e', late);
    await run.says(`customer-api listens at ${url}`);
    expect(run.output.indexOf(url)).toBeGreaterThan(run.output.indexOf('now'));
    await eventuallyTrue('the supervisor knows it', async () => 'customer-api' in (await findRunning(folder)));
    expect(await findRunning(folder)).toMatchObject({ 'customer-api': { url } });
    await run.kill();
    await eventuallyTrue(
      'the supervisor has forgotten it',
      async () => !('customer-api' in (await findRunning(folder))),
    );
  });

  it('takes the application with it when it is killed', async () => {
    const run = withInfra(...watched);
    await run.says('listening');
    const application = Number(await ask('/'));
    await run.kill();
    await eventuallyTrue('the application has ended', () => !isProcessAlive(application));
  });

  it('ends with the application when its launcher is killed behind a shell', async () => {
    const command = [process.execPath, '-r', TYPESCRIPT_LOADER, WITH_INFRA, 'customer-api', '--', ...watched];
    // what Nx and npm do: a shell of their own between themselves and the command
    const launcher = `require('child_process').spawn('sh', ['-c', ${JSON.stringify(`${command.join(' ')}; true`)}], { stdio: 'inherit' })`;
    const run = TypeScriptProgram.command([process.execPath, '-e', launcher], { ...environment, PORT: String(port) });
    await run.says('listening');
    const application = Number(await ask('/'));
    await run.kill();
    await eventuallyTrue('the application has ended', () => !isProcessAlive(application));
  });

  it('stops the application and says so when the infrastructure ends under it', async () => {
    const run = withInfra(...watched);
    await run.says('listening');
    process.kill(readAddress(folder)?.pid ?? 0, 'SIGTERM');
    await expect(run.exited).resolves.toMatchObject({ code: 1 });
    expect(run.output).toContain('The local infrastructure of this clone has ended: it received SIGTERM.');
  });

  it('says in one sentence that a command does not exist, or how it is called', async () => {
    const missing = withInfra('no-such-program');
    await expect(missing.exited).resolves.toMatchObject({ code: 1 });
    expect(missing.output).toContain('The command "no-such-program" could not be started');
    const misused = TypeScriptProgram.run(WITH_INFRA, ['customer-api', 'node']);
    await misused.exited;
    expect(misused.output).toBe(
      'Usage: with-infra <customer-api|sales-worker> -- <command...>, but it was called with "customer-api node".',
    );
  });
});
