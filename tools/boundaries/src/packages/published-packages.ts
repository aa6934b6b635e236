import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { workspaceRoot } from '@nx/devkit';
import { typescriptFiles, workspacePaths } from '../source/source-files';

export interface PublishedPackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** The sources that the package contains: no specs, and test support only if it is an entry point. */
  readonly sources: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly name?: string };
}

/** The packages that `nx release` publishes. */
export function publishedPackages(): readonly PublishedPackage[] {
  const { release } = readJson('nx.json') as { readonly release: { readonly projects: readonly string[] } };
  const sources = typescriptFiles();
  return workspacePaths()
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => ({ folder: dirname(path), manifest: readJson(path) as Manifest }))
    .filter(({ manifest }) => release.projects.includes(manifest.nx?.name ?? ''))
    .map(({ folder, manifest }) => ({
      name: manifest.name,
      folder,
      manifest,
      sources: sources.filter((path) => path.startsWith(`${folder}/src/`) && isPublished(path, manifest)),
    }));
}

export function readSource(path: string): string {
  return readFileSync(join(workspaceRoot, path), 'utf8');
}

function isPublished(path: string, { exports }: Manifest): boolean {
  const testing = exports['./testing'];
  const publishesTestSupport = typeof testing === 'object' && testing !== null && 'default' in testing;
  return !path.endsWith('.spec.ts') && (publishesTestSupport || !path.includes('/testing/'));
}

function readJson(path: string): unknown {
  return JSON.parse(readSource(path));
}
