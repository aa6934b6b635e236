import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/**
 * Assembles the published package of a built project:
 *
 *   node assemble-package.mjs <project> <package>
 *
 * The project's own manifest cannot be published: its entry points have a condition that leads to sources of this
 * workspace, and npm publishes `exports` unchanged. Each entry point that tsc built as CommonJS gets a thin ES module
 * that exports the same values. Compiled twice, each class would exist twice, and rules that class-validator knows of one
 * would not apply to instances of the other.
 *
 * An entry point with the workspace's condition alone is for this workspace and is not published.
 */
/** Fields of the manifest that have no meaning, or another meaning, where the package is installed. */
const OF_THE_WORKSPACE = ['nx', 'scripts', 'devDependencies', 'private'];
const ALWAYS_PUBLISHED = ['README.md', 'CHANGELOG.md', 'LICENSE'];
const BUILD_FILES_AND_SPECS = /\.spec\.[cm]?tsx?$|\.tsbuildinfo$/;
/** Test support: published only as an entry point, as `./testing` of messaging-core is. */
const TEST_SUPPORT = /(^|[\\/])testing([\\/]|$)/;
/** A file that tsc wrote, by the path of its source without the extension. */
const BUILT = /^[\\/]dist[\\/](.+?)\.(?:d\.ts|js)(?:\.map)?$/;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

const [projectFolder, packageFolder] = process.argv.slice(2);
if (!projectFolder || !packageFolder) throw new Error('Usage: node assemble-package.mjs <project> <package>');

const project = resolve(projectFolder);
const target = resolve(packageFolder);
const manifest = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));

const published = Object.entries(manifest.exports).filter(([, entry]) => typeof entry === 'string' || entry.default);
const publishesTestSupport = published.some(([subpath]) => TEST_SUPPORT.test(subpath));

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await copyFiles();
const entryPoints = await Promise.all(published.map(publishedEntryPoint));
await writeJson('package.json', publishedManifest(Object.fromEntries(entryPoints)));

async function copyFiles() {
  const names = new Set([...manifest.files, ...ALWAYS_PUBLISHED.filter((name) => existsSync(join(project, name)))]);
  for (const name of names) {
    const from = join(project, name);
    if (!existsSync(from)) throw new Error(`${manifest.name} publishes "${name}", which is not there: ${from}`);
    await cp(from, join(target, name), { recursive: true, filter: (path) => isWanted(path.slice(project.length)) });
  }
}

/** tsc does not remove the output of a source that was deleted. */
function isWanted(path) {
  const source = BUILT.exec(path)?.[1];
  const isLeftOver = source !== undefined && !existsSync(join(project, 'src', `${source}.ts`));
  const isTestSupport = TEST_SUPPORT.test(path) && !publishesTestSupport;
  return !BUILD_FILES_AND_SPECS.test(path) && !isTestSupport && !isLeftOver;
}

/** One entry of `exports` in the published manifest. */
async function publishedEntryPoint([subpath, entry]) {
  if (typeof entry === 'string') return [subpath, entry];
  const { types, default: main } = entry;
  const module = main.replace(/\.js$/, '.mjs');
  const moduleTypes = types.replace(/\.d\.ts$/, '.d.mts');
  const file = main.slice(main.lastIndexOf('/') + 1);
  const names = Object.keys(createRequire(import.meta.url)(join(project, main)));
  const odd = names.filter((name) => !IDENTIFIER.test(name) || name === 'default');
  if (odd.length > 0)
    throw new Error(`${manifest.name}: ${subpath} exports ${odd.join(', ')}, which has no name in ESM.`);
  await writeFile(join(target, module), wrapperOf(file, names.sort()));
  await writeFile(join(target, moduleTypes), `export * from './${file}';\n`);
  return [subpath, { import: { types: moduleTypes, default: module }, require: { types, default: main } }];
}

/** Through the default import, which is `module.exports` itself: Node then need not guess the names. */
function wrapperOf(file, names) {
  return `import entry from './${file}';\n\n${names.map((name) => `export const ${name} = entry.${name};\n`).join('')}`;
}

function publishedManifest(exports) {
  const fields = Object.entries(manifest).filter(([field]) => !OF_THE_WORKSPACE.includes(field));
  return { ...Object.fromEntries(fields), exports };
}

function writeJson(name, content) {
  return writeFile(join(target, name), `${JSON.stringify(content, undefined, 2)}\n`);
}
