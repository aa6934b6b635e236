import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LocalFolder } from '../local-folder';
import { openLogFile } from '../process/log-file';
import { TYPESCRIPT_LOADER } from '../workspace';

/** Starts the program in the background, its output going where the shell's errors go, and tells its process id. */
const IN_BACKGROUND = '"$@" >&2 & echo $!';

/**
 * Starts a supervisor outside any process tree: Nx kills the whole tree below a task, and the terminal
 * that happened to be first must not take the infrastructure away from the second. The shell starts it and ends at
 * once, so that it is adopted by the system.
 * @returns its process id
 */
export async function launchSupervisor(folder: LocalFolder): Promise<number> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--enable-source-maps',
    ...['-r', TYPESCRIPT_LOADER, join(__dirname, 'supervisor-main.ts'), folder.workspace],
  ];
  const log = openLogFile(folder.log('supervisor'));
  // env: Jest gives tests a process.env of their own, which is not what a child inherits by default
  const options = { cwd: folder.workspace, detached: true, env: process.env } as const;
  try {
    if (process.platform === 'win32') {
      const supervisor = spawn(process.execPath, args, { ...options, stdio: ['ignore', log, log] });
      supervisor.unref();
      if (supervisor.pid === undefined) throw new Error(`${process.execPath} could not be started.`);
      return supervisor.pid;
    }
    const command = ['-c', IN_BACKGROUND, 'launch-supervisor', process.execPath, ...args];
    const shell = spawn('/bin/sh', command, { ...options, stdio: ['ignore', 'pipe', log] });
    return Number(await text(shell.stdout as Readable)); // a pipe, as asked for above
  } finally {
    closeSync(log);
  }
}
