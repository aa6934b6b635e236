import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ScratchCopy } from '@decouple/scratch-copy';
import { runIn } from './command';

const WORKSPACE = resolve(__dirname, '../../..');
const NX = 'node_modules/nx/dist/bin/nx.js';
const MANIFEST = 'libs/contracts/package.json';
const CLIENT = 'libs/client/package.json';
const LONGEST_RUN_MILLISECONDS = 180_000;

/** `nx release` as a person runs it, in a copy of the workspace whose history begins with the last release. */
describe('nx release', () => {
  let copy: ScratchCopy;

  beforeEach(() => {
    copy = ScratchCopy.of(WORKSPACE);
    git('init', '--quiet', '--initial-branch=main');
    git('config', 'user.name', 'Somebody');
    git('config', 'user.email', 'somebody@example.com');
    commit('Begin');
    releases().forEach((tag) => git('tag', tag));
  });

  afterEach(() => copy.remove());

  const git = (...args: readonly string[]): string => runIn(copy.folder, 'git', args);
  const read = (path: string): string => readFileSync(join(copy.folder, path), 'utf8');

  function commit(message: string): void {
    git('add', '--all');
    git('commit', '--quiet', '--no-verify', '--message', message);
  }

  function version(manifest = MANIFEST): string {
    return (JSON.parse(read(manifest)) as { readonly version: string }).version;
  }

  /** The tags of the last release: every released project with the version in its manifest. */
  function releases(): readonly string[] {
    const { release } = JSON.parse(read('nx.json')) as { readonly release: { readonly projects: readonly string[] } };
    return git('ls-files', 'libs/*package.json')
      .trim()
      .split('\n')
      .map((path) => JSON.parse(read(path)) as { readonly version: string; readonly nx?: { readonly name: string } })
      .filter(({ nx }) => nx !== undefined && release.projects.includes(nx.name))
      .map(({ nx, version: released }) => `${nx?.name}@${released}`);
  }

  function change(message: string): void {
    appendFileSync(join(copy.folder, 'libs/contracts/README.md'), '\nChanged.\n');
    commit(message);
  }

  const release = (...args: readonly string[]): string =>
    runIn(copy.folder, process.execPath, [NX, 'release', '--skip-publish', ...args], {
      NX_DAEMON: 'false',
      NX_WORKSPACE_ROOT_PATH: copy.folder,
    });

  const next = (part: 'minor' | 'patch'): string => {
    const [major = 0, minor = 0, patch = 0] = version().split('.').map(Number);
    return part === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
  };

  it.each([
    ['feat(contracts): Tell of refunds', 'minor'],
    ['fix(contracts): Take times with nanoseconds', 'patch'],
  ] as const)(
    'derives from "%s" that the next version is a %s one; a dry run only says so',
    (message, part) => {
      change(message);
      const output = release('--dry-run');

      expect(output).toContain(`New version ${next(part)} written to manifest`);
      expect(output).toContain(`**contracts:** ${message.replace(/^.*: /, '')}`);
      expect(git('status', '--porcelain')).toBe('');
    },
    LONGEST_RUN_MILLISECONDS,
  );

  it(
    'has nothing to release after commits of no such kind',
    () => {
      change('Describe the contracts better');
      const before = version();

      expect(release('--dry-run')).toMatch(/No changes were detected using git history/);
      expect(version()).toBe(before);
    },
    LONGEST_RUN_MILLISECONDS,
  );

  it(
    'leaves one commit and one tag: version, changelog, lock file, and the released contracts',
    () => {
      change('feat(contracts): Tell of refunds');
      const expected = next('minor');
      release();

      expect(git('tag', '--list', '--points-at', 'HEAD').trim()).toBe(`contracts@${expected}`);
      expect(git('log', '-1', '--format=%B').trim()).toBe(`Release packages\n\n- project: contracts ${expected}`);
      expect(git('status', '--porcelain')).toBe('');
      const files = git('show', '--name-only', '--format=', 'HEAD').trim().split('\n');
      expect(files).toEqual(
        expect.arrayContaining([
          'libs/contracts/CHANGELOG.md',
          MANIFEST,
          `libs/contracts/released/${expected}/queues.json`,
          `libs/contracts/released/${expected}/examples/payments.payment-accepted.v2.json`,
          `libs/contracts/released/${expected}/schemas/payments.payment-accepted.v2.schema.json`,
          'package-lock.json',
        ]),
      );
      expect(version()).toBe(expected);
      runIn(copy.folder, process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--check', 'libs/contracts']);
      expect(read('libs/contracts/CHANGELOG.md')).toMatch(new RegExp(`^## ${expected} `));
    },
    LONGEST_RUN_MILLISECONDS,
  );

  it(
    'releases the client by itself, when it is what has changed',
    () => {
      const contracts = version();
      const [major, minor] = version(CLIENT).split('.');
      const expected = `${major}.${Number(minor) + 1}.0`;
      appendFileSync(join(copy.folder, 'libs/client/README.md'), '\nChanged.\n');
      commit('feat(client): Ask for refunds');
      release();

      expect(git('tag', '--list', '--points-at', 'HEAD').trim()).toBe(`client@${expected}`);
      expect([version(), version(CLIENT)]).toEqual([contracts, expected]);
      expect(read('libs/client/CHANGELOG.md')).toMatch(new RegExp(`^## ${expected} `));
      expect(git('status', '--porcelain')).toBe('');
    },
    LONGEST_RUN_MILLISECONDS,
  );

  it(
    'releases nothing that breaks the readers of the last release',
    () => {
      const schema = 'libs/contracts/schemas/payments.payment-accepted.v1.schema.json';
      writeFileSync(join(copy.folder, schema), read(schema).replace('"wallet"]', '"wallet", "cheque"]'));
      commit('feat(contracts): Take cheques');

      expect(() => release()).toThrow(/payments\.payment-accepted\.v1 {2}#\/data\/paymentMethodType {2}value-added/);
      expect(git('log', '-1', '--format=%s').trim()).toBe('feat(contracts): Take cheques');
    },
    LONGEST_RUN_MILLISECONDS,
  );
});
