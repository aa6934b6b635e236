import Table from 'cli-table3';

/** Where a command puts what it found: tables for people, or one JSON document for programs. */
export class Output {
  constructor(
    readonly json: boolean,
    private readonly write: (text: string) => void,
  ) {}

  /** @param forPeople called only when it is for people */
  show(document: object, forPeople: () => string): void {
    this.write(this.json ? `${JSON.stringify(document, undefined, 2)}\n` : `${forPeople()}\n`);
  }
}

type Cell = string | number;

/** Rows under their headings; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const numeric = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  const printed = new Table({
    head: [...head],
    colAligns: numeric.map((isNumber) => (isNumber && rows.length > 0 ? 'right' : 'left')),
    style: { head: [], border: [] },
  });
  printed.push(...rows.map((row) => [...row]));
  return printed.toString();
}
