import { packagesUsedBy } from './package-imports';
import { type PublishedPackage, publishedPackages, readSource } from './published-packages';

/** Words of this workspace's own services. `contracts` and `client` are about them; every other package is for any service. */
const OWN_DOMAIN = /payment|sales|customer/i;
const ABOUT_OWN_DOMAIN = ['@decouple/contracts', '@decouple/client'];

const PACKAGES = publishedPackages();
const GENERIC = PACKAGES.filter(({ name }) => !ABOUT_OWN_DOMAIN.includes(name));
const title = ({ name, ...rest }: PublishedPackage) => [name, { name, ...rest }] as const;

describe('packagesUsedBy', () => {
  it.each([
    ["import { a } from 'a/deep';", ['a']],
    ["import type { B } from '@b/c/d';", ['@b/c']],
    ["export * from 'e'; import 'f';", ['e', 'f']],
    ["const g = await import('g');", ['g']],
    ['/// <reference types="jest" />', ['@types/jest', 'jest']],
    ["import 'node:fs'; import { h } from './h';", []],
  ])('finds in %s the packages %j', (source, packages) => {
    expect(packagesUsedBy(source)).toEqual(packages);
  });
});

describe('published packages', () => {
  it('are nine', () => {
    expect(PACKAGES).toHaveLength(9);
  });

  it.each(PACKAGES.map(title))('%s declares exactly the packages that its sources import', (_name, published) => {
    const { manifest, name, sources } = published;
    const used = new Set(sources.flatMap((path) => packagesUsedBy(readSource(path))));
    used.delete(name);
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    // The types of a package are needed with it, where it has none itself.
    const isTypesOfUsed = (dependency: string): boolean =>
      dependency.startsWith('@types/') && used.has(dependency.slice('@types/'.length));

    expect(declared.filter((dependency) => !used.has(dependency) && !isTypesOfUsed(dependency))).toEqual([]);
    expect([...used].filter((dependency) => !declared.includes(dependency))).toEqual([]);
  });

  it.each(GENERIC.map(title))('%s names nothing of our own domain', (_name, { sources }) => {
    const named = sources.flatMap((path) =>
      readSource(path)
        .split('\n')
        .flatMap((line, index) => (OWN_DOMAIN.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    );
    expect(named).toEqual([]);
  });
});
