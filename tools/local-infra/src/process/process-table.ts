import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** What `ps` would say about one process; read from /proc where there is one, because slim images have no `ps`. */
export function commandLineOf(pid: number): string | undefined {
  return firstKnown(
    () => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim(),
    () => ps(['-p', String(pid), '-o', 'command=']),
  );
}

export function workingDirectoryOf(pid: number): string | undefined {
  return firstKnown(
    () => readlinkSync(`/proc/${pid}/cwd`),
    () => /^n(.+)$/m.exec(run('lsof', ['-a', '-p', String(pid), '-d', 'cwd', '-Fn']))?.[1],
  );
}

export function parentOf(pid: number): number | undefined {
  const parent = firstKnown(
    () => /\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1],
    () => ps(['-p', String(pid), '-o', 'ppid=']),
  );
  return parent === undefined ? undefined : Number(parent);
}

export function childrenOf(pid: number): number[] {
  const text = firstKnown(
    () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'),
    () =>
      ps(['-A', '-o', 'ppid=,pid='])
        .split('\n')
        .filter((line) => Number(line.trim().split(/\s+/)[0]) === pid)
        .map((line) => line.trim().split(/\s+/)[1])
        .join(' '),
  );
  return (text ?? '').split(' ').filter(Boolean).map(Number);
}

function firstKnown(...sources: Array<() => string | undefined>): string | undefined {
  for (const source of sources) {
    try {
      const known = source();
      if (known) return known;
    } catch {
      // not available on this system, or the process has gone: ask the next source
    }
  }
  return undefined;
}

const ps = (args: string[]): string => run('ps', args);
const run = (command: string, args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
