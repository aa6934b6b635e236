import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import type { BenchSettings } from '../settings/bench-settings';

/** Writes what was measured, with all that is needed to judge it, and its charts. */
export function writeResults(
  settings: BenchSettings,
  measured: object,
  charts: Readonly<Record<string, string>>,
): void {
  const folder = resolve(settings.output);
  mkdirSync(folder, { recursive: true });
  const machine = {
    processors: cpus().length,
    model: cpus()[0]?.model,
    memoryGigabytes: Math.round(totalmem() / 1e9),
    node: process.version,
    platform: process.platform,
  };
  const document = { at: new Date().toISOString(), settings: { ...settings, output: undefined }, machine, ...measured };
  const files = { [`${settings.bench}.json`]: `${JSON.stringify(document, null, 2)}\n`, ...charts };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
    console.log(`written: ${join(settings.output, name)}`);
  }
}
