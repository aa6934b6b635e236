import { readFileSync } from 'node:fs';

/**
 * The authorities that a server's certificate is checked against, in PEM. Read again for each new connection, so that a
 * file that was replaced counts without a restart.
 */
export class AuthoritiesFile {
  private last: string;

  /** @throws the system's error when there is no such file: a service must not start without it */
  constructor(private readonly path: string) {
    this.last = readFileSync(path, 'utf8');
  }

  /** The file's content; what it was at last while the file cannot be read, or is empty because it is being written. */
  current(): string {
    try {
      const content = readFileSync(this.path, 'utf8');
      if (content.trim() !== '') this.last = content;
    } catch {
      // A file that is being replaced. Should it stay away, connections work for as long as the authorities do.
    }
    return this.last;
  }
}
