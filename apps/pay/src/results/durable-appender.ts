import type { FileHandle } from 'node:fs/promises';

interface Waiting {
  readonly line: string;
  resolve(): void;
  reject(error: unknown): void;
}

/** Appends lines durably: they are on the disk when the promise resolves. Concurrent lines share one write. */
export class DurableAppender {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly file: FileHandle) {}

  append(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ line, resolve, reject });
      if (!this.writing) void this.writeAll();
    });
  }

  /** Never rejects: each caller of append gets the error. */
  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.file.appendFile(group.map(({ line }) => `${line}\n`).join(''));
        await this.file.datasync();
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.writing = false;
  }
}
