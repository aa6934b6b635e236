import { createLog, type Log, type LogLevel } from '../logging/log';

export interface LogLine {
  readonly level: string;
  readonly service: string;
  readonly time: string;
  readonly msg?: string;
  readonly [fact: string]: unknown;
}

/** The log as production writes it, with lines that a test reads and waits for. */
export class RecordingLog {
  /** As they would stand on standard output. */
  readonly texts: string[] = [];
  readonly log: Log;
  private readonly waiting = new Set<() => void>();

  constructor(service = 'test', level: LogLevel = 'trace') {
    this.log = createLog(service, level, { write: (text) => this.note(text) });
  }

  get lines(): LogLine[] {
    return this.texts.map((text) => JSON.parse(text) as LogLine);
  }

  of(message: string): LogLine[] {
    return this.lines.filter(({ msg }) => msg === message);
  }

  /** Resolves with the first `count` lines of a message, as soon as there are that many. */
  until(message: string, count = 1): Promise<LogLine[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.of(message);
        if (found.length < count) return;
        this.waiting.delete(look);
        resolve(found.slice(0, count));
      };
      this.waiting.add(look);
      look();
    });
  }

  private note(text: string): void {
    this.texts.push(text);
    for (const look of [...this.waiting]) look();
  }
}
