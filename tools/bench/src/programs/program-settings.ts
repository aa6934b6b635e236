import { READY, type ProgramSettings } from '../contenders/program';

/** Reads the settings from the parent. The process ends with its parent and on SIGTERM. */
export function programSettings(): ProgramSettings {
  process.on('disconnect', () => process.exit(1));
  process.on('SIGTERM', () => process.exit(0));
  return JSON.parse(process.argv[2] ?? '{}') as ProgramSettings;
}

export function sayReady(): void {
  process.send?.(READY);
}
