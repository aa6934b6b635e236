import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { commandLineOf, workingDirectoryOf } from '../process/process-table';

export interface PortHolder {
  readonly pid: number;
  readonly command: string;
  readonly workingDirectory: string | undefined;
}

const LISTENING = '0A';

/** The process that listens on a TCP port, as far as this user may know it. */
export function findPortHolder(port: number): PortHolder | undefined {
  const pid = process.platform === 'linux' ? pidFromProc(port) : pidFromLsof(port);
  if (pid === undefined) return undefined;
  return { pid, command: commandLineOf(pid) ?? 'unknown command', workingDirectory: workingDirectoryOf(pid) };
}

function pidFromProc(port: number): number | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port)));
  if (sockets.size === 0) return undefined;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => openFilesOf(pid).some((file) => sockets.has(file)));
}

function listeningSockets(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = attempt(() => readFileSync(table, 'utf8').split('\n').slice(1)) ?? [];
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hexPort}`) && state === LISTENING)
    .map((columns) => `socket:[${columns[9]}]`);
}

/** Empty for a process of another user. */
function openFilesOf(pid: number): string[] {
  const names = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return names.map((name) => attempt(() => readlinkSync(`/proc/${pid}/fd/${name}`)) ?? '');
}

function pidFromLsof(port: number): number | undefined {
  const found = attempt(() =>
    execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const pid = Number(found?.trim().split('\n')[0]);
  return pid > 0 ? pid : undefined;
}

/** Names the process that uses a port if the system allows it; otherwise the message is less precise. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
