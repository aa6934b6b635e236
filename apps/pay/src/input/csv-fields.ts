/**
 * The fields of one line of CSV (RFC 4180), with the limit that a field ends on its line.
 *
 * @returns the fields, or the flaw of the line
 */
export function csvFields(line: string): readonly string[] | string {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  for (let at = 0; at <= line.length; at += 1) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      const field = line.slice(at, end);
      if (field.includes('"')) return `has a quote in the middle of field ${fields.length + 1}`;
      fields.push(field);
      at = end;
      continue;
    }
    const end = closingQuote(line, at + 1);
    if (end === undefined) return `has no closing quote in field ${fields.length + 1}`;
    fields.push(line.slice(at + 1, end).replaceAll('""', '"'));
    at = end + 1;
    if (at < line.length && line[at] !== ',') return `has text after the closing quote of field ${fields.length}`;
  }
  return fields;
}

/** A quote is written as two. */
function closingQuote(line: string, from: number): number | undefined {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2)) if (line[at + 1] !== '"') return at;
  return undefined;
}

/** One line of CSV, without its line break; line breaks in fields become spaces, so that it stays one line. */
export function csvLine(fields: readonly string[]): string {
  return fields
    .map((field) => field.replaceAll(/[\r\n]+/g, ' '))
    .map((field) => (/[",]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');
}
