import { isProcessAlive } from './process-alive';
import { commandLineOf, parentOf } from './process-table';

const CHECK_EVERY_MS = 500;
/** npm and Nx put at most a shell or two between themselves and us. */
const MOST_SHELLS_BETWEEN = 3;

/**
 * Calls `action` when the program that launched this process ends without notice (SIGKILL, a crash).
 * Shells in between are looked through: they survive the death of the one that started them.
 */
export function whenLauncherEnds(action: () => void): { cancel(): void } {
  const launchers = launchersOf(process.pid);
  const timer = setInterval(() => {
    if (launchers.every(isProcessAlive)) return;
    clearInterval(timer);
    action();
  }, CHECK_EVERY_MS);
  timer.unref();
  return { cancel: () => clearInterval(timer) };
}

function launchersOf(pid: number): number[] {
  const found: number[] = [];
  let current = pid;
  for (let step = 0; step <= MOST_SHELLS_BETWEEN; step += 1) {
    const parent = parentOf(current);
    if (parent === undefined || parent <= 1) break;
    found.push(parent);
    if (!isCommandShell(parent)) break;
    current = parent;
  }
  return found;
}

/** `sh -c "..."`, as opposed to a person's interactive shell, which is itself the launcher. */
const isCommandShell = (pid: number): boolean => /^(\S*\/)?(ba|da|z|k)?sh( -\S+)* -c /.test(commandLineOf(pid) ?? '');
