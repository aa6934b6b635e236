import { execFileSync } from 'node:child_process';
import { workspaceRoot } from '@nx/devkit';

/**
 * Writes schemas and documents again, once the new class is on the disk. In a process of its own: they are read off the
 * classes themselves, and this one may have loaded those that were there before.
 */
export function writeDocuments(): void {
  const program = ['-r', './tools/build/swc-register.cjs', 'tools/contracts/src/documents/main.ts'];
  execFileSync(process.execPath, program, { cwd: workspaceRoot, stdio: 'inherit' });
}
