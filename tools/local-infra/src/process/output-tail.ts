const REMEMBERED_LINES = 500;
/** A line longer than this is cut, so that one endless line cannot take the memory that the line limit protects. */
const LONGEST_LINE_CHARACTERS = 10_000;

/** The last lines of a process's output: enough to explain its end without keeping all of it. */
export class OutputTail {
  private readonly lines: string[] = [];
  private unfinished = '';

  constructor(private readonly onLine: (line: string) => void = () => undefined) {}

  append(text: string): void {
    const parts = (this.unfinished + text).split(/\r?\n/);
    this.unfinished = (parts.pop() ?? '').slice(-LONGEST_LINE_CHARACTERS);
    for (const line of parts) this.remember(line);
  }

  /** A process may end in the middle of a line. */
  finish(): void {
    if (this.unfinished) this.remember(this.unfinished);
    this.unfinished = '';
  }

  last(count: number = REMEMBERED_LINES): string {
    const all = this.unfinished ? [...this.lines, this.unfinished] : this.lines;
    return all.slice(-count).join('\n');
  }

  private remember(line: string): void {
    const kept = line.slice(0, LONGEST_LINE_CHARACTERS);
    this.lines.push(kept);
    if (this.lines.length > REMEMBERED_LINES) this.lines.shift();
    this.onLine(kept);
  }
}
