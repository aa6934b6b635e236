import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const OWN_SCOPE = '@decouple';

/** A copy of the workspace to change at will, so that the workspace itself is never touched. */
export class ScratchCopy {
  private constructor(readonly folder: string) {}

  /** Copies what git knows or would add; installed packages are linked, our own to the copy. */
  static of(workspace: string): ScratchCopy {
    const folder = mkdtempSync(join(tmpdir(), 'decouple-scratch-'));
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
      cwd: workspace,
      encoding: 'utf8',
    });
    for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(workspace, name)))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(workspace, file), join(folder, file));
    }
    linkPackages(join(workspace, 'node_modules'), join(folder, 'node_modules'));
    return new ScratchCopy(folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function linkPackages(from: string, to: string): void {
  mkdirSync(join(to, OWN_SCOPE), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== OWN_SCOPE) symlinkSync(join(from, name), join(to, name));
  }
  // Relative links, as npm makes them for workspaces: the same text leads into the copy.
  for (const name of readdirSync(join(from, OWN_SCOPE))) {
    symlinkSync(readlinkSync(join(from, OWN_SCOPE, name)), join(to, OWN_SCOPE, name));
  }
}
