import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LocalFolder } from '../local-folder';
import { OwnedProcess } from '../process/owned-process';
import { findRunning } from '../supervisor/find-running';
import { onEndRequested } from './end-of-command';
import { CommandError } from './run-command';

const ENDED_WITHIN_MS = 5_000;

/**
 * `nx serve web`: Vite's development server, in front of what runs in this clone. DECOUPLE_API names another customer-api,
 * and DECOUPLE_API_MANAGEMENT with DECOUPLE_WORKER_MANAGEMENT name its operators' addresses.
 * @returns Vite's exit code
 */
export async function serveWeb(args: readonly string[]): Promise<number> {
  const folder = new LocalFolder();
  const environment = { ...(await addressesOf(folder)), ...process.env };
  if (!environment['DECOUPLE_API'])
    throw new CommandError(
      'customer-api does not run in this clone, and the page needs it. Start it with "npm start", "npm run start:memory" ' +
        'or "npx nx serve customer-api", then try again, or name another one: DECOUPLE_API=http://127.0.0.1:3000 npx nx ' +
        'serve web.',
    );
  const project = join(folder.workspace, 'apps/web');
  const vite = join(dirname(createRequire(join(project, 'package.json')).resolve('vite/package.json')), 'bin/vite.js');
  const run = new OwnedProcess(
    spawn(process.execPath, [vite, ...args], { cwd: project, env: environment, stdio: 'inherit' }),
  );
  onEndRequested((signal) => void run.stop(signal === 'SIGHUP' ? 'SIGTERM' : signal, ENDED_WITHIN_MS));
  const { code } = await run.exited;
  return code ?? 0;
}

async function addressesOf(folder: LocalFolder): Promise<Record<string, string>> {
  const { 'customer-api': api, 'sales-worker': worker } = await findRunning(folder);
  return {
    ...(api === undefined ? {} : { DECOUPLE_API: api.url, DECOUPLE_API_MANAGEMENT: api.managementUrl }),
    ...(worker === undefined ? {} : { DECOUPLE_WORKER_MANAGEMENT: worker.managementUrl }),
  };
}
