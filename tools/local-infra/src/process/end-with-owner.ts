import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

export interface OwnerWatch {
  /** The watched process has ended: its id may soon belong to another one. */
  release(): void;
}

/**
 * Ends `pid` when this process ends, even by SIGKILL: a small shell waits at a pipe whose other end only this process
 * holds, and the kernel closes it in every case. For programs that know nothing of us, such as PostgreSQL.
 * Not on Windows, which has no such shell.
 */
export function endWithOwner(pid: number, signal: 'INT' | 'TERM'): OwnerWatch {
  if (process.platform === 'win32') return { release: () => undefined };
  const shell = spawn('/bin/sh', ['-c', `read -r _; kill -${signal} "$1"`, 'end-with-owner', String(pid)], {
    // a process group of its own: Ctrl-C in the terminal must not end the watch before the watched
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // the other end breaks when the shell is released
  shell.stdin.on('error', () => undefined);
  shell.unref();
  (shell.stdin as Socket).unref();
  return { release: () => void shell.kill('SIGKILL') };
}
