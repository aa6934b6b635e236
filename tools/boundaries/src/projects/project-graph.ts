import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot, type ProjectGraph, type ProjectGraphProjectNode } from '@nx/devkit';

/** The projects as Nx sees them now, with inferred targets. */
export function readProjects(): ProjectGraphProjectNode[] {
  return Object.values(readGraph().nodes);
}

/**
 * Projects and their dependencies. Nx runs in a separate process: it loads the ESLint configuration with import(), which
 * Jest's module system does not allow.
 */
export function readGraph(): ProjectGraph {
  const folder = mkdtempSync(join(tmpdir(), 'decouple-graph-'));
  const file = join(folder, 'graph.json');
  try {
    execFileSync(process.execPath, [require.resolve('nx'), 'graph', `--file=${file}`], {
      cwd: workspaceRoot,
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: 'pipe',
    });
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as { graph: ProjectGraph };
    return graph;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
