import { readdirSync, readFileSync } from 'node:fs';

/** Unit of CPU time on Linux, on all machines that Node supports. */
const TICKS_PER_SECOND = 100;

/** After the name, which may hold spaces and parentheses itself. */
const AFTER_NAME = /\) (.*)/s;
const FIELD = { parent: 1, user: 11, system: 12, childrenUser: 13, childrenSystem: 14 } as const;

/**
 * CPU seconds of a process and its descendants, including those that have ended. From /proc, so on Linux
 * only.
 *
 * @returns undefined on other systems, or when the process has ended
 */
export function cpuSecondsOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const own = fieldsOf(pid);
  if (own === undefined) return undefined;
  const children = childrenOf(pid).map((child) => cpuSecondsOf(child) ?? 0);
  const ticks = [FIELD.user, FIELD.system, FIELD.childrenUser, FIELD.childrenSystem].reduce<number>(
    (sum, field) => sum + Number(own[field]),
    0,
  );
  return children.reduce((sum, seconds) => sum + seconds, ticks / TICKS_PER_SECOND);
}

/** Peak resident memory in megabytes; undefined where it is unknown. */
export function peakMegabytesOf(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_000;
  } catch {
    return undefined;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(fieldsOf(pid)?.[FIELD.parent]) === parent);
}

/** Undefined when the process has ended. */
function fieldsOf(pid: number): string[] | undefined {
  try {
    return AFTER_NAME.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]?.split(' ');
  } catch {
    return undefined;
  }
}
