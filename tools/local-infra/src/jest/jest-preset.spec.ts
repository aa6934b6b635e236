import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { isPortFree } from '../ports/free-port';
import { eventuallyTrue } from '../testing/eventually';
import { TypeScriptProgram } from '../testing/typescript-program';
import { WORKSPACE_ROOT } from '../workspace';
import { createTestDatabase } from './create-test-database';

const SPEC = `
const { createTestDatabase } = require(${JSON.stringify(join(WORKSPACE_ROOT, 'tools/local-infra/src/jest/index'))});
const { Client } = require(${JSON.stringify(require.resolve('pg'))});
test('a fresh database', async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as tables from pg_tables where schemaname = 'public'");
  expect(rows).toEqual([{ tables: 0 }]);
  client.on('error', () => undefined); // its session is ended by the drop
  await database.drop();
  expect((await fetch(process.env.TEST_SQS_ENDPOINT + '/health')).status).toBe(200);
  process.stderr.write('SERVERS ' + new URL(process.env.TEST_POSTGRES_URL).port + ' ' + new URL(process.env.TEST_SQS_ENDPOINT).port + ' \\n');
  if (process.env.NEVER_ENDS) await new Promise(() => setInterval(() => undefined, 60_000));
});
`;

describe('a project that uses jest.infra.preset.cjs', () => {
  const project = temporaryFolder('decouple-jest-project-');
  const temporary = join(project.path, 'tmp');

  beforeAll(() => {
    const preset = JSON.stringify(join(WORKSPACE_ROOT, 'jest.infra.preset.cjs'));
    writeFileSync(
      join(project.path, 'jest.config.cjs'),
      `module.exports = { ...require(${preset}), rootDir: __dirname };`,
    );
    writeFileSync(join(project.path, 'uses-servers.spec.ts'), SPEC);
    mkdirSync(temporary);
  });
  afterAll(() => project.remove());

  const runJest = (environment: Record<string, string> = {}) =>
    TypeScriptProgram.command(
      [process.execPath, require.resolve('jest/bin/jest'), '-c', join(project.path, 'jest.config.cjs'), '--runInBand'],
      { ...environment, TMPDIR: temporary },
    );
  const portsIn = (output: string): number[] => (/SERVERS (\d+) (\d+)/.exec(output) ?? []).slice(1).map(Number);
  const allFree = async (ports: number[]) => (await Promise.all(ports.map(isPortFree))).every(Boolean);
  const dataIsGone = () => eventuallyTrue('the data is deleted', () => testData().length === 0);
  const testData = () => readdirSync(temporary).filter((name) => name.startsWith('decouple-test-'));

  it('has servers and fresh databases, and nothing is left after the run', async () => {
    const run = runJest();
    await run.exited;
    expect(run.output).toContain('1 passed');
    expect(portsIn(run.output)).toHaveLength(2);
    await expect(allFree(portsIn(run.output))).resolves.toBe(true);
    expect(testData()).toEqual([]);
  });

  it('leaves nothing when the run is killed', async () => {
    const run = runJest({ NEVER_ENDS: 'yes' });
    await run.says('SERVERS');
    expect(testData()).toHaveLength(1);
    await run.kill();
    await eventuallyTrue('the servers have stopped', () => allFree(portsIn(run.output)));
    await dataIsGone();
  });

  it('fails in a project without servers and names the right preset', async () => {
    const { TEST_POSTGRES_URL: url } = process.env;
    delete process.env['TEST_POSTGRES_URL'];
    await expect(createTestDatabase()).rejects.toThrow("Set preset to '<root>/jest.infra.preset.cjs'");
    if (url !== undefined) process.env['TEST_POSTGRES_URL'] = url;
  });
});
