import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

interface Manifest {
  readonly engines?: { readonly node?: string };
  readonly dev?: boolean;
}

const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const { REQUIRED } = jest.requireActual<{ REQUIRED: string }>(join(workspaceRoot, 'tools/build/node-version.cjs'));
const { satisfies } = jest.requireActual<{ satisfies: (version: string, range: string) => boolean }>(
  require.resolve('semver', { paths: [workspaceRoot] }),
);
const { packages } = JSON.parse(read('package-lock.json')) as { readonly packages: Readonly<Record<string, Manifest>> };
const [major = ''] = REQUIRED.split('.');

describe('the Node that is asked for', () => {
  it('suits every package that is installed, so that npm ci warns of none', () => {
    const unsuited = Object.entries(packages)
      .filter(([path, { engines }]) => path !== '' && engines?.node && !satisfies(REQUIRED, engines.node))
      .map(([path, { engines }]) => `${path} needs ${engines?.node}`);
    expect(unsuited).toEqual([]);
  });

  it('is the same in the manifest, the images, CI and what is compiled for', () => {
    const { engines } = JSON.parse(read('package.json')) as Manifest;
    expect(engines?.node).toBe(`>=${REQUIRED}`);
    expect(packages['']?.engines).toEqual(engines);
    expect(read('.nvmrc').trim()).toBe(major);
    expect(read('Dockerfile')).toContain(`ARG NODE_IMAGE=node:${major}-slim`);
    expect(read('tools/build/bundle.mjs')).toContain(`target: 'node${major}'`);
    for (const workflow of ['ci', 'proofs'])
      expect(read(`.github/workflows/${workflow}.yml`)).toContain('node-version-file: .nvmrc');
  });

  it('is what README says', () => {
    expect(read('README.md')).toContain(`Node.js ${REQUIRED.replace(/\.0$/, '')} or newer`);
  });
});
