import Table from 'cli-table3';

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const fixed = (value: number, digits: number): string => value.toFixed(digits);

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const table = new Table({ style: { head: [], border: [] }, head: [...head] });
  for (const row of rows) table.push([...row]);
  console.log(table.toString());
}
