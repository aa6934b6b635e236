import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

/** A snippet, and where in the workspace it pretends to stand. */
export interface PlantedCode {
  /** Relative to the workspace; need not exist unless `typed`. */
  readonly path: string;
  readonly code: string;
  /** Keeps the rules that need types; they work for paths of existing files only. */
  readonly typed?: boolean;
}

/** What one lint rule said about a snippet. */
export interface Finding {
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** The dependencies between projects that the linter believes in; `null`: no project graph was ever computed. */
export type KnownDependencies = Record<string, string[]> | null;

/**
 * Lints all snippets with the workspace's configuration, starting from nothing computed before, as in a fresh clone.
 *
 * @returns one list of findings per snippet, in order
 * @throws Error with everything the linter printed, if it could not lint
 */
export function lintPlantedCode(planted: readonly PlantedCode[], dependencies: KnownDependencies = {}): Finding[][] {
  const nxData = mkdtempSync(join(tmpdir(), 'decouple-canary-'));
  try {
    const linter = spawnSync(process.execPath, [join(__dirname, 'lint-planted-code.mjs')], {
      cwd: workspaceRoot,
      input: JSON.stringify({ planted, dependencies }),
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_WORKSPACE_DATA_DIRECTORY: nxData },
    });
    const answer = linter.stdout.trim().split('\n').at(-1);
    if (linter.status !== 0 || !answer) throw new Error(`The linter failed:\n${linter.stdout}\n${linter.stderr}`);
    return JSON.parse(answer) as Finding[][];
  } finally {
    rmSync(nxData, { recursive: true, force: true });
  }
}
