import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot, type ProjectGraphProjectNode } from '@nx/devkit';

/**
 * The projects as Nx sees them now, with inferred targets. Nx runs in a process of its own: it loads the ESLint
 * configuration with import(), which Jest's module system forbids.
 */
export function readProjects(): ProjectGraphProjectNode[] {
  const folder = mkdtempSync(join(tmpdir(), 'decouple-graph-'));
  const file = join(folder, 'graph.json');
  try {
    execFileSync(process.execPath, [require.resolve('nx'), 'graph', `--file=${file}`], {
      cwd: workspaceRoot,
      env: { ...process.env, NX_DAEMON: 'false' },
      stdio: 'pipe',
    });
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { nodes: Record<string, ProjectGraphProjectNode> };
    };
    return Object.values(graph.nodes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
