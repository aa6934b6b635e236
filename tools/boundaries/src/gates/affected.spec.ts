import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot, type ProjectGraphProjectNode } from '@nx/devkit';
import { readProjects } from '../projects/project-graph';

const RUNS_THE_SYSTEM = ['system-e2e', 'chaos', 'bench', 'demo'];
const ON_TEST_INFRASTRUCTURE = ['messaging-postgres', 'messaging-sqs', 'payments-postgres', 'sales-postgres'];

/** Files that no import leads to, and the projects whose tests start or read them. */
const BEYOND_IMPORTS: readonly (readonly [file: string, projects: readonly string[]])[] = [
  ['apps/web/index.html', ['web', 'system-e2e']],
  ['apps/ops/src/main.ts', ['ops', 'system-e2e']],
  ['tools/one-process/src/main.ts', ['one-process', 'pay']],
  ['tools/local-infra/src/jest/global-setup.ts', ON_TEST_INFRASTRUCTURE],
  ['tools/local-infra/src/postgres/postgres-server.ts', [...ON_TEST_INFRASTRUCTURE, ...RUNS_THE_SYSTEM]],
  ['jest.infra.preset.cjs', ON_TEST_INFRASTRUCTURE],
  ['jest.preset.cjs', ['system-e2e', 'messaging-core', 'web']],
  ['tools/build/bundle.mjs', ['boundaries', 'system-e2e']],
  ['tools/build/swc-register.cjs', ['local-infra', 'chaos', 'system-e2e']],
  ['tools/build/preflight.cjs', ['local-infra']],
  ['tools/build/assemble-package.mjs', ['client', 'contracts', 'validation', 'package-trial']],
  ['tools/build/release-version-actions.cjs', ['package-trial']],
  ['tools/build/checks.mjs', ['boundaries']],
  ['tools/contracts/src/evolution/run.ts', ['contract-tools', 'package-trial']],
  ['libs/messaging/core/src/outbox/outbox-relay.ts', ['mutations', 'simulation', ...RUNS_THE_SYSTEM]],
  ['libs/payments/postgres/src/index.ts', ['mutations', ...RUNS_THE_SYSTEM]],
  ['libs/contracts/examples/payments.payment-accepted.v1.json', ['contracts', 'contract-tools', 'bench']],
  ['apps/customer-api/openapi.json', ['contract-tools']],
  ['docs/contracts/asyncapi.json', ['contract-tools']],
  ['docs/metrics.md', ['boundaries']],
  ['docs/checks.md', ['boundaries']],
  ['.env.example', ['boundaries']],
  ['.github/workflows/ci.yml', ['boundaries']],
  ['Dockerfile', ['boundaries']],
  ['docker-compose.yml', ['boundaries']],
  ['eslint.config.mjs', ['boundaries', 'contracts', 'web']],
  ['package-lock.json', ['system-e2e', 'web', 'package-trial']],
];

describe('a change runs the tests that it can break:', () => {
  let shipping: ProjectGraphProjectNode[];
  let affectedBy: Readonly<Record<string, readonly string[]>>;

  beforeAll(() => {
    const isTool = ({ data }: ProjectGraphProjectNode) => /type:(tool|cli|e2e)/.test(String(data.tags));
    shipping = readProjects().filter((project) => !isTool(project));
    affectedBy = affectedProjects([...shipping.map(manifestOf), ...BEYOND_IMPORTS.map(([file]) => file)]);
  });

  const manifestOf = ({ data }: ProjectGraphProjectNode) => join(data.root, 'package.json');
  const withoutEffectOn = (project: string, changed: readonly ProjectGraphProjectNode[]) =>
    changed.filter((each) => !affectedBy[manifestOf(each)]?.includes(project)).map(({ name }) => name);

  it('of any project that ships, the system tests', () => {
    expect(shipping.map(({ name }) => name)).toEqual(expect.arrayContaining(['customer-api', 'sales-worker', 'web']));
    expect(withoutEffectOn('system-e2e', shipping)).toEqual([]);
  });

  it.each(['chaos', 'bench', 'demo', 'mutations'])('of any project of the services, %s', (project) => {
    const services = shipping.filter(({ name }) => !['web', 'client', 'management-client'].includes(name));
    expect(withoutEffectOn(project, services)).toEqual([]);
  });

  it.each(BEYOND_IMPORTS)('of %s, those of %j', (file, projects) => {
    expect(existsSync(join(workspaceRoot, file))).toBe(true);
    expect(projects.filter((project) => !affectedBy[file]?.includes(project))).toEqual([]);
  });

  it('of a document, not those of the whole system', () => {
    expect(affectedBy['docs/metrics.md']).not.toEqual(expect.arrayContaining(['system-e2e']));
  });
});

function affectedProjects(files: readonly string[]): Record<string, string[]> {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(__dirname, 'affected-projects.mjs')], {
    cwd: workspaceRoot,
    input: JSON.stringify(files),
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  const answer = stdout.trim().split('\n').at(-1);
  if (status !== 0 || !answer) throw new Error(`Nx cannot tell what is affected:\n${stdout}\n${stderr}`);
  return JSON.parse(answer) as Record<string, string[]>;
}
