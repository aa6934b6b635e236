import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectGraphProjectNode } from '@nx/devkit';
import { readProjects } from './project-graph';
import { WITHOUT_ENTRY_POINT } from './without-entry-point';

const TECHNOLOGIES = JSON.parse(
  readFileSync(join(__dirname, '../../eslint/adapter-technologies.json'), 'utf8'),
) as string[];
const ADAPTER_NAME = new RegExp(`^(payments|sales|messaging)-(${TECHNOLOGIES.join('|')})$`);
const TARGETS = ['lint', 'typecheck', 'test', 'build'];

describe('every project', () => {
  let projects: ProjectGraphProjectNode[];

  beforeAll(() => {
    projects = readProjects();
  });

  const namesWhere = (condition: (project: ProjectGraphProjectNode) => boolean): string[] =>
    projects.filter(condition).map(({ name }) => name);

  const tagsOf = ({ data }: ProjectGraphProjectNode, prefix: string): string[] =>
    (data.tags ?? []).filter((tag) => tag.startsWith(prefix));

  it('is in the graph', () => {
    expect(projects.length).toBeGreaterThan(0);
  });

  it.each(['scope:', 'type:'])('has exactly one %s tag', (prefix) => {
    expect(namesWhere((project) => tagsOf(project, prefix).length !== 1)).toEqual([]);
  });

  it.each(TARGETS)('can be asked to %s', (target) => {
    expect(namesWhere(({ data }) => !data.targets?.[target])).toEqual([]);
  });

  it('is an adapter exactly if its name says so, which the rules on imports rely on', () => {
    const namedLikeAdapters = namesWhere(({ name }) => ADAPTER_NAME.test(name));
    expect(namesWhere((project) => tagsOf(project, 'type:')[0] === 'type:adapter')).toEqual(namedLikeAdapters);
  });

  it('has an entry point, except those that nothing may import', () => {
    const importable = namesWhere(({ data }) => data.metadata?.js?.packageExports !== undefined);
    expect(importable.filter((name) => WITHOUT_ENTRY_POINT.includes(name))).toEqual([]);
    expect(namesWhere(({ name }) => !importable.includes(name) && !WITHOUT_ENTRY_POINT.includes(name))).toEqual([]);
  });
});
