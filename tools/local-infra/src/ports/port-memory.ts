import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Remembers which port a service of this clone had, so that bookmarks and open terminals stay right. */
export class PortMemory {
  constructor(private readonly folder: string) {}

  recall(service: string): number | undefined {
    let text: string;
    try {
      text = readFileSync(join(this.folder, service), 'utf8');
    } catch {
      return undefined; // never remembered
    }
    const port = Number(text);
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  }

  /** One file per service: two terminals that start at the same time do not overwrite each other. */
  remember(service: string, port: number): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, service), `${port}\n`);
  }
}
