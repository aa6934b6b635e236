import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runIn } from './command';

export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

interface PackedFile {
  readonly path: string;
}

/** A package as npm would upload it. */
export class PackedPackage {
  private constructor(
    readonly tarball: string,
    /** Paths of what is inside, sorted. */
    readonly files: readonly string[],
    readonly manifest: PackageManifest,
  ) {}

  /** @param folder holds the package, complete, with its own package.json */
  static of(folder: string): PackedPackage {
    const manifestFile = join(folder, 'package.json');
    if (!existsSync(manifestFile)) throw new Error(`There is no package in ${folder}. Was its project built?`);
    const destination = mkdtempSync(join(tmpdir(), 'decouple-packed-'));
    const answer = runIn(folder, 'npm', ['pack', '--json', '--pack-destination', destination]);
    const [packed] = JSON.parse(answer) as { readonly filename: string; readonly files: readonly PackedFile[] }[];
    if (packed === undefined) throw new Error(`npm packed nothing of ${folder}.`);
    return new PackedPackage(
      join(destination, packed.filename),
      packed.files.map(({ path }) => path).sort(),
      JSON.parse(readFileSync(manifestFile, 'utf8')) as PackageManifest,
    );
  }

  remove(): void {
    rmSync(dirname(this.tarball), { recursive: true, force: true });
  }
}
