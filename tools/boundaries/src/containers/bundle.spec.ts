import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

/** What tsc emits for an app, in small: it names a class, reads metadata, and asks for files of the API's docs page. */
const EMITTED = `
  require('reflect-metadata');
  const { getAbsoluteFSPath } = require('swagger-ui-dist');
  class PaymentStore {}
  class AcceptPayment {}
  Reflect.defineMetadata('design:paramtypes', [PaymentStore], AcceptPayment);
  const [dependency] = Reflect.getMetadata('design:paramtypes', AcceptPayment);
  const stylesheet = require('node:path').join(getAbsoluteFSPath(), 'swagger-ui.css');
  console.log(JSON.stringify({ dependency: dependency.name, docs: require('node:fs').existsSync(stylesheet) }));
`;

describe('the bundle of an app', () => {
  // Below the workspace, where packages are found; the bundle then runs in another folder, where they are not.
  const folder = join(workspaceRoot, 'tools/boundaries/out-tsc', `bundle-${process.pid}`);
  const elsewhere = mkdtempSync(join(tmpdir(), 'decouple-bundle-'));

  const node = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, args, { cwd: elsewhere, encoding: 'utf8' });

  const bundle = (emitted: string): ReturnType<typeof node> => {
    writeFileSync(join(folder, 'emitted.js'), emitted);
    const script = join(workspaceRoot, 'tools/build/bundle.mjs');
    return node(script, join(folder, 'emitted.js'), join(folder, 'app/main.js'));
  };

  beforeEach(() => {
    mkdirSync(folder, { recursive: true });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it('runs without node_modules, keeps class names and metadata, and brings the files of the docs page', () => {
    expect(bundle(EMITTED)).toMatchObject({ status: 0, stderr: '' });
    cpSync(join(folder, 'app'), elsewhere, { recursive: true });
    const { stdout, stderr } = node('main.js');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ dependency: 'PaymentStore', docs: true });
  });

  it('has a source map and leaves out packages that the app does not use', () => {
    expect(bundle('console.log(1);').status).toBe(0);
    expect(existsSync(join(folder, 'app/app.js.map'))).toBe(true);
    expect(existsSync(join(folder, 'app/node_modules'))).toBe(false);
  });

  it('says on an old Node, before any package is loaded, what it needs', () => {
    expect(bundle("require('node:there-is-no-such-module');").status).toBe(0);
    const old = join(folder, 'old-node.cjs');
    writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });");

    expect(node('-r', old, join(folder, 'app/main.js'))).toMatchObject({
      status: 1,
      stdout: '',
      stderr:
        'This needs Node.js 24.11.0 or newer, and Node.js 20.20.2 is running it. Install Node.js 24, then start it again.\n',
    });
  });

  it('handles stop signals before Node reads the bundle', () => {
    writeFileSync(join(folder, 'stop-signals.js'), "process.on('SIGTERM', () => undefined);");
    expect(bundle("require('./stop-signals.js'); console.log('the bundle');").status).toBe(0);
    expect(node(join(folder, 'app/main.js')).stdout).toBe('the bundle\n');
    writeFileSync(join(folder, 'app/app.js'), "console.log(String(process.listenerCount('SIGTERM')));");

    expect(node(join(folder, 'app/main.js')).stdout).toBe('1\n');
  });

  it('fails for a package that is not installed', () => {
    const { status, stderr } = bundle("require('a-package-nobody-installed');");
    expect(status).not.toBe(0);
    expect(stderr).toContain('a-package-nobody-installed');
  });
});
