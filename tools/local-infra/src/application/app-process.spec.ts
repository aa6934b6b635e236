import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../ports/free-port';
import { eventuallyTrue } from '../testing/eventually';
import { fakeWorkspace } from '../testing/fake-workspace';
import { AppProcess, type AppProcessOptions } from './app-process';

describe('AppProcess', () => {
  const clone = fakeWorkspace();
  const started: AppProcess[] = [];

  async function start(
    environment: Record<string, string> = {},
    options: Partial<AppProcessOptions> = {},
  ): Promise<AppProcess> {
    const application = AppProcess.start({
      application: 'sales-worker',
      workspace: clone.path,
      environment: { MANAGEMENT_PORT: String(await freePort()), ...environment },
      ...options,
    });
    started.push(application);
    return application;
  }

  afterAll(async () => {
    await Promise.all(started.map((application) => application.kill()));
    clone.remove();
  });

  it('is ready once its health says so, and drains when it is stopped', async () => {
    const logFile = join(clone.path, '.local/logs/sales-worker.log');
    const application = await start({}, { logFile });
    await application.ready();
    await expect(application.isReady()).resolves.toBe(true);
    await expect(application.stop()).resolves.toEqual({ code: 0, signal: null });
    expect(application.outputTail()).toBe('listening\ndrained after SIGTERM');
    await eventuallyTrue('the log file has it all', () =>
      readFileSync(logFile, 'utf8').includes('drained after SIGTERM'),
    );
  });

  it('fails at once, with its last words, when it ends before it is ready', async () => {
    const application = await start({ FAKE_FAILS_AT_START: 'yes' });
    await expect(application.ready()).rejects.toThrow(
      /sales-worker ended with exit code 2\. Its output ends with:\ncannot start: no configuration/,
    );
    expect(application.running).toBe(false);
  });

  it('does not respond while it is paused, and continues when it is resumed', async () => {
    const application = await start();
    await application.ready();
    application.pause();
    await expect(fetch(application.url, { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout');
    application.resume();
    await application.ready();
    await expect(application.kill()).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('is killed when it does not drain in time', async () => {
    const application = await start();
    await application.ready();
    await expect(application.stop('SIGWINCH', 100)).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  });
});
