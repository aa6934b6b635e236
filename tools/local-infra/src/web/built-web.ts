import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What the application is made of, besides its own folder: a new client or another lock file makes another page. */
const SOURCES = ['apps/web', 'libs/client', 'libs/management-client', 'package-lock.json'];
const NOT_SOURCES = new Set(['dist', 'out-tsc', 'node_modules']);

/**
 * The folder with the built single-page application. Builds it if a source is newer; undefined in
 * a clone that has none.
 *
 * @throws Error with what the build said
 */
export async function builtWeb(workspace: string, progress: (step: string) => void): Promise<string | undefined> {
  const project = join(workspace, 'apps/web');
  if (!existsSync(join(project, 'index.html'))) return undefined;
  const folder = join(project, 'dist');
  const builtAt = modifiedAt(join(folder, 'index.html'));
  if (Math.max(...SOURCES.map((path) => newestIn(join(workspace, path)))) > builtAt) {
    progress('building the web application (sources changed)');
    await build(project);
  }
  return folder;
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return modifiedAt(path);
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name))
    .reduce((newest, { name }) => Math.max(newest, newestIn(join(path, name))), modifiedAt(path));
}

function modifiedAt(path: string): number {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

async function build(project: string): Promise<void> {
  const manifest = createRequire(join(project, 'package.json')).resolve('vite/package.json');
  const child = spawn(process.execPath, [join(dirname(manifest), 'bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: project,
    // Whatever the caller runs as: a test's `NODE_ENV` would put React's development build onto the page.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The web application cannot be built. "npx nx build web" says:\n${said}`);
}
