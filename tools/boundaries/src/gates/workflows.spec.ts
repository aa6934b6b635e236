import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';
import { parse } from 'yaml';
import { readProjects } from '../projects/project-graph';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly strategy?: { matrix: Record<string, string[]> } }>
  >;
}

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const workflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`)) as Workflow;
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const checks = read('tools/build/checks.mjs');
const table = [...read('docs/checks.md').matchAll(/^\| (?!promise|-|limit)([^|]+)\| ([^|]*`[^|]+)\| ([^|]+)\|$/gm)]
  .map(([, promise = '', command = '', runBy = '']) => ({ promise: promise.trim(), command, runBy: runBy.trim() }))
  .filter(({ runBy }) => !runBy.startsWith('`'));

describe('the checks of a pull request', () => {
  const { jobs, on } = workflow('ci');
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('run for every pull request and every push to main', () => {
    expect(on).toEqual({ pull_request: null, push: { branches: ['main'] } });
  });

  it('are one command, which anyone can run', () => {
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm run ci']);
    expect(scripts['ci']).toContain('tools/build/test-all.mjs --affected');
  });

  it('come from the same list as those of npm test', () => {
    expect(scripts['test']?.replace(/$/, ' --affected')).toBe(scripts['ci']);
    expect(read('tools/build/test-all.mjs')).toContain("from './checks.mjs'");
  });

  it('leave out no target that checks something', () => {
    const targets = new Set(readProjects().flatMap(({ data }) => Object.keys(data.targets ?? {})));
    const others = [
      'build-deps',
      'watch-deps',
      'serve',
      'documents',
      'screenshots',
      'prepublishOnly',
      'nx-release-publish',
    ];
    expect([...targets].filter((target) => !others.includes(target) && !checks.includes(`'${target}'`))).toEqual([]);
  });
});

describe('docs/checks.md', () => {
  it('says of every check by which run it is made', () => {
    expect(table.length).toBeGreaterThan(15);
    expect(table.filter(({ runBy }) => !/^(both|CI|Proofs|by hand)/.test(runBy))).toEqual([]);
  });

  it('names commands that exist', () => {
    const projects = readProjects();
    const commands = table.flatMap(({ command }) => [...command.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text));
    const exists = (command: string): boolean => {
      const [, script] = /^npm run ([\w:]+)/.exec(command) ?? [];
      const [, target, project] = /^npx nx ([\w:-]+) ?([\w-]*)/.exec(command) ?? [];
      if (script !== undefined) return script in scripts;
      if (target === 'sync:check' || command === 'npm ci') return true;
      return projects.some(({ data, name }) => (!project || name === project) && target! in (data.targets ?? {}));
    };
    expect(commands.filter((command) => !exists(command) && /^np[mx] /.test(command))).toEqual([]);
  });

  it('names every script that proves something', () => {
    const others = ['start', 'start:memory', 'demo', 'pay', 'ops', 'test', 'ci', 'format'];
    const proving = Object.keys(scripts).filter((name) => !others.includes(name));
    expect(proving.filter((name) => !table.some(({ command }) => command.includes(`npm run ${name}`)))).toEqual([]);
  });

  it('and the nightly workflow agree on what is proven there', () => {
    const nightly = Object.values(workflow('proofs').jobs).flatMap(({ strategy }) => strategy?.matrix['command'] ?? []);
    const promised = table
      .filter(({ runBy }) => runBy === 'Proofs')
      .flatMap(({ command }) => [...command.matchAll(/npm run \w+/g)].map(([text]) => text));
    expect(nightly.map((command) => command.replace(/ --.*/, '')).sort()).toEqual(promised.sort());
  });
});
