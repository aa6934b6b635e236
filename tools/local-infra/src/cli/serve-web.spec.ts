import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalFolder } from '../local-folder';
import { acquireLease } from '../supervisor/lease';
import { fakeWorkspace } from '../testing/fake-workspace';
import { TypeScriptProgram } from '../testing/typescript-program';

const SERVE_WEB = join(__dirname, 'serve-web.ts');
const FAKE_VITE = 'for (const name in process.env) if (/^DECOUPLE_/.test(name)) console.log(name, process.env[name]);';

describe('nx serve web', () => {
  const clone = fakeWorkspace();

  beforeAll(() => {
    const vite = join(clone.path, 'apps/web/node_modules/vite/bin');
    mkdirSync(vite, { recursive: true });
    writeFileSync(join(vite, '../package.json'), '{ "name": "vite" }');
    writeFileSync(join(vite, 'vite.js'), FAKE_VITE);
    writeFileSync(join(clone.path, 'apps/web/package.json'), '{}');
  });
  afterAll(() => clone.remove());

  const serve = (environment: Record<string, string> = {}) =>
    TypeScriptProgram.run(SERVE_WEB, [], { LOCAL_INFRA_WORKSPACE: clone.path, ...environment });

  it('says that customer-api does not run in this clone, and how to start it, whatever has the usual port', async () => {
    const run = serve();
    await expect(run.exited).resolves.toMatchObject({ code: 1 });
    expect(run.output).toMatch(
      /^customer-api does not run in this clone, .* "npm start", "npm run start:memory" or "npx nx serve customer-api"/,
    );
  });

  it('leads to what runs in this clone', async () => {
    const holder = { applications: ['customer-api'], pid: process.pid, startedBy: 'a test' } as const;
    const lease = await acquireLease(new LocalFolder(clone.path), holder);
    lease.announce({ 'customer-api': { url: 'http://127.0.0.1:3007', managementUrl: 'http://127.0.0.1:3008' } });
    const run = serve();
    await run.exited;
    await lease.releaseAndStop();

    expect(run.output.split('\n').sort()).toEqual([
      'DECOUPLE_API http://127.0.0.1:3007',
      'DECOUPLE_API_MANAGEMENT http://127.0.0.1:3008',
    ]);
  });

  it('leads to what the user names', async () => {
    const run = serve({ DECOUPLE_API: 'http://127.0.0.1:4000' });
    await run.exited;
    expect(run.output).toBe('DECOUPLE_API http://127.0.0.1:4000');
  });
});
