import { WITHOUT_ENTRY_POINT } from '../projects/without-entry-point';
import { lintPlantedCode, type Finding } from './planted-code';

/**
 * Who may import whom, stated a second time and by project, so that a slip in the constraint table (or a rule that is
 * silently skipped) shows as a difference. Every pair that is not listed must be refused.
 */
const MESSAGING = ['messaging-core', 'messaging-nest', 'messaging-management', 'messaging-sqs', 'messaging-postgres'];
const FOUNDATION = ['contracts', 'platform'];
const VALIDATION = ['validation'];
const EVERYTHING_BUT_SYSTEM_TESTS = [
  ...FOUNDATION,
  ...VALIDATION,
  ...MESSAGING,
  ...['payments-domain', 'payments-postgres', 'sales-domain', 'sales-postgres'],
  ...['client', 'management-client', 'customer-api', 'sales-worker', 'local-infra'],
];

const ALLOWED: Record<string, { folder: string; imports: string[] }> = {
  validation: { folder: 'libs/validation', imports: [] },
  contracts: { folder: 'libs/contracts', imports: ['validation'] },
  client: { folder: 'libs/client', imports: [] },
  'management-client': { folder: 'libs/management-client', imports: ['client'] },
  platform: { folder: 'libs/platform', imports: ['validation'] },
  'messaging-core': { folder: 'libs/messaging/core', imports: [] },
  'messaging-nest': { folder: 'libs/messaging/nest', imports: ['messaging-core'] },
  'messaging-sqs': { folder: 'libs/messaging/sqs', imports: ['messaging-core'] },
  'messaging-postgres': { folder: 'libs/messaging/postgres', imports: ['messaging-core'] },
  'messaging-management': {
    folder: 'libs/messaging/management',
    imports: ['messaging-core', 'messaging-nest', 'platform', 'validation'],
  },
  'payments-domain': { folder: 'libs/payments/domain', imports: ['messaging-core', 'contracts'] },
  'payments-postgres': { folder: 'libs/payments/postgres', imports: ['payments-domain', ...MESSAGING, ...FOUNDATION] },
  'sales-domain': { folder: 'libs/sales/domain', imports: ['messaging-core', 'contracts'] },
  'sales-postgres': { folder: 'libs/sales/postgres', imports: ['sales-domain', ...MESSAGING, ...FOUNDATION] },
  'customer-api': {
    folder: 'apps/customer-api',
    imports: ['payments-domain', 'payments-postgres', ...MESSAGING, ...FOUNDATION, ...VALIDATION],
  },
  'sales-worker': {
    folder: 'apps/sales-worker',
    imports: ['sales-domain', 'sales-postgres', ...MESSAGING, ...FOUNDATION, ...VALIDATION],
  },
  web: { folder: 'apps/web', imports: ['contracts', 'client', 'management-client'] },
  ops: { folder: 'apps/ops', imports: ['client', 'management-client', 'platform', 'local-infra', ...MESSAGING] },
  'system-e2e': { folder: 'apps/system-e2e', imports: ['local-infra', 'client', ...FOUNDATION] },
  'local-infra': { folder: 'tools/local-infra', imports: EVERYTHING_BUT_SYSTEM_TESTS },
  demo: { folder: 'tools/demo', imports: EVERYTHING_BUT_SYSTEM_TESTS },
  boundaries: { folder: 'tools/boundaries', imports: EVERYTHING_BUT_SYSTEM_TESTS },
};

const PROJECTS = Object.keys(ALLOWED);
const TARGETS = PROJECTS.filter((name) => !WITHOUT_ENTRY_POINT.includes(name));
const BOUNDARIES = '@nx/enforce-module-boundaries';

/** An app's file stands in the folder that may name adapters; line n imports target n. */
const planted = Object.values(ALLOWED).map(({ folder }) => ({
  path: `${folder}/src/composition/planted.ts`,
  code: TARGETS.map((name) => `export * from '@decouple/${name}';`).join('\n'),
}));

describe('the directions between projects', () => {
  let findings: Finding[][];

  beforeAll(() => {
    findings = lintPlantedCode(planted);
  });

  const refusals = (from: string, to: string): Finding[] =>
    (findings[PROJECTS.indexOf(from)] ?? []).filter(
      ({ rule, line }) => rule === BOUNDARIES && line === TARGETS.indexOf(to) + 1,
    );

  it.each(PROJECTS)('%s may import what its rows list, and nothing else', (from) => {
    const others = TARGETS.filter((to) => to !== from);
    const accepted = others.filter((to) => refusals(from, to).length === 0);
    expect(accepted.sort()).toEqual(others.filter((to) => ALLOWED[from]?.imports.includes(to)).sort());
  });

  // The rows that are missing here (type:tool, scope:contracts ...) restate what a project's other row says already.
  it.each([
    ...['validation', 'contracts', 'client', 'platform', 'domain', 'adapter', 'app', 'web', 'cli', 'e2e'].map(
      (type) => `type:${type}`,
    ),
    ...['messaging', 'payments', 'sales', 'customer-api', 'sales-worker', 'cli'].map((scope) => `scope:${scope}`),
    ...['messaging:adapter', 'messaging:management'],
  ])('the row %s refuses something that no other row would refuse first', (tag) => {
    expect(findings.flat().map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`A project tagged with "${tag}" can only depend on`),
    );
  });
});

describe('a circle between projects', () => {
  it('is refused where each of its directions is allowed', () => {
    const [found] = lintPlantedCode(
      [{ path: 'tools/boundaries/src/planted.ts', code: "export * from '@decouple/local-infra';" }],
      { 'local-infra': ['boundaries'] },
    );
    expect(found).toEqual([
      expect.objectContaining({ rule: BOUNDARIES, message: expect.stringContaining('Circular dependency') }),
    ]);
  });
});

describe('a clone in which no project graph was computed yet', () => {
  it('fails the lint instead of passing every import', () => {
    const [found] = lintPlantedCode(
      [{ path: 'libs/payments/domain/src/planted.ts', code: "export * from '@decouple/sales-domain';" }],
      null,
    );
    expect(found?.map(({ rule }) => rule)).toContain('decouple/require-project-graph');
  });
});
