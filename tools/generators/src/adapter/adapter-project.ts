import { type Tree, updateJson, writeJson } from '@nx/devkit';
import type { Names } from '../names/names';
import { AnchorMissingError } from '../source/anchor-missing.error';
import type { Port } from './port';

const TECHNOLOGIES = 'tools/boundaries/eslint/adapter-technologies.json';
const ROOT_REFERENCES = 'tsconfig.json';

interface Referencing {
  references?: { path: string }[];
}

/** Creates the project for the adapters of one context and one technology and registers it with TypeScript and lint. */
export function createAdapterProject(tree: Tree, { domain, scope }: Port, technology: Names): string {
  const folder = `libs/${scope}/${technology.kebab}`;
  const name = `${scope}-${technology.kebab}`;
  const toRoot = '../../..';
  const references = [...(domain === 'core' ? [] : ['../../messaging/core']), `../${domain}`];
  writeJson(tree, `${folder}/package.json`, {
    name: `@decouple/${name}`,
    version: '0.0.0',
    private: true,
    type: 'commonjs',
    exports: {
      './package.json': './package.json',
      '.': { '@decouple/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    },
    nx: { name, tags: [`scope:${scope}`, 'type:adapter', ...(scope === 'messaging' ? ['messaging:adapter'] : [])] },
  });
  tree.write(
    `${folder}/jest.config.cjs`,
    `module.exports = { displayName: '${name}', preset: '${toRoot}/jest.preset.cjs' };\n`,
  );
  writeJson(tree, `${folder}/tsconfig.json`, {
    extends: `${toRoot}/tsconfig.base.json`,
    files: [],
    include: [],
    references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
  });
  writeJson(tree, `${folder}/tsconfig.lib.json`, {
    extends: `${toRoot}/tsconfig.base.json`,
    compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo' },
    include: ['src/**/*.ts'],
    exclude: ['src/**/*.spec.ts'],
    references: references.map((path) => ({ path: `${path}/tsconfig.lib.json` })),
  });
  writeJson(tree, `${folder}/tsconfig.spec.json`, {
    extends: `${toRoot}/tsconfig.base.json`,
    compilerOptions: { outDir: './out-tsc/jest', types: ['jest', 'node'], emitDeclarationOnly: true },
    include: ['src/**/*.spec.ts'],
    references: [{ path: './tsconfig.lib.json' }],
  });
  register(tree, folder, technology);
  return folder;
}

function register(tree: Tree, folder: string, technology: Names): void {
  if (!tree.exists(TECHNOLOGIES)) throw new AnchorMissingError(TECHNOLOGIES, 'list of technologies');
  updateJson<string[]>(tree, TECHNOLOGIES, (known) =>
    known.includes(technology.kebab) ? known : [...known, technology.kebab],
  );
  updateJson<Referencing>(tree, ROOT_REFERENCES, (root) => {
    const { references } = root;
    if (references === undefined) throw new AnchorMissingError(ROOT_REFERENCES, '"references"');
    const path = `./${folder}`;
    return references.some((it) => it.path === path) ? root : { ...root, references: [...references, { path }] };
  });
}
