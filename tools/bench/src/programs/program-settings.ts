import { READY, type ProgramSettings } from '../contenders/program';

/** What the parent told this process. It ends with its parent, and when it is asked to. */
export function programSettings(): ProgramSettings {
  process.on('disconnect', () => process.exit(1));
  process.on('SIGTERM', () => process.exit(0));
  return JSON.parse(process.argv[2] ?? '{}') as ProgramSettings;
}

export function sayReady(): void {
  process.send?.(READY);
}
