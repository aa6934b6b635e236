import type { PaymentRequest } from '@decouple/client';
import { csvFields } from './csv-fields';
import type { Line } from './lines';

/** The columns that a file of payments must have, in any order and among any others. */
export const COLUMNS = [
  'policyNumber',
  'customerId',
  'billingPeriod',
  'amount',
  'currency',
  'method',
  'token',
] as const;

type Column = (typeof COLUMNS)[number];

/** A row to pay, or its flaw. Rows are identified by their line number. */
export type PaymentRow =
  { readonly line: number; readonly request: PaymentRequest } | { readonly line: number; readonly flaw: string };

/** The file as a whole cannot be paid. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/**
 * Reads the rows of a file of payments. What a row says is judged by the service: only what cannot be sent is a flaw.
 *
 * @throws InputError when the first line does not name the columns
 */
export async function* paymentRows(lines: AsyncIterable<Line>): AsyncGenerator<PaymentRow, void, undefined> {
  let header: Header | undefined;
  for await (const { flaw, number, text } of lines) {
    if (text?.trim() === '') continue;
    const fields = text === undefined ? flaw : csvFields(text);
    if (header === undefined) header = readHeader(fields, number);
    else yield typeof fields === 'string' ? { line: number, flaw: fields } : rowOf(header, fields, number);
  }
  if (header === undefined) throw new InputError('The file is empty: its first line must name the columns.');
}

/**
 * Whether there is anything to pay, before anything is written down about the file: one that was refused can be corrected.
 *
 * @throws InputError when the first line does not name the columns, or no row follows it
 */
export async function checkBeginning(lines: AsyncIterable<Line>): Promise<void> {
  for await (const _row of paymentRows(lines)) return;
  throw new InputError('The file has no rows below the line that names the columns.');
}

interface Header {
  readonly length: number;
  readonly positions: Readonly<Record<Column, number>>;
}

function readHeader(fields: readonly string[] | string, line: number): Header {
  if (typeof fields === 'string') throw new InputError(`Line ${line}, which must name the columns, ${fields}.`);
  const names = fields.map((field) => field.trim());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new InputError(
      `Line ${line} must name the columns; missing: ${missing.join(', ')}.${hintOnSeparator(fields)}`,
    );
  const repeated = COLUMNS.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (repeated.length > 0) throw new InputError(`Line ${line} names columns twice: ${repeated.join(', ')}.`);
  const positions = Object.fromEntries(COLUMNS.map((column) => [column, names.indexOf(column)]));
  return { length: names.length, positions: positions as Header['positions'] };
}

/** What spreadsheet programs of many countries write instead of commas. */
const OTHER_SEPARATORS = [';', '\t', '|'] as const;

function hintOnSeparator(fields: readonly string[]): string {
  const header = fields.join(',');
  const separator = OTHER_SEPARATORS.find((each) => COLUMNS.every((column) => namesIn(header, each).includes(column)));
  if (separator === undefined) return '';
  const name = separator === '\t' ? 'tabs' : `"${separator}"`;
  return ` The line separates its fields with ${name}: save the file with commas.`;
}

function namesIn(header: string, separator: string): string[] {
  return header.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
}

function rowOf({ length, positions }: Header, fields: readonly string[], line: number): PaymentRow {
  if (fields.length !== length) return { line, flaw: `has ${fields.length} fields, and the first line has ${length}` };
  const field = (column: Column): string => fields[positions[column]]?.trim() ?? '';
  return {
    line,
    request: {
      policyNumber: field('policyNumber'),
      customerId: field('customerId'),
      billingPeriod: field('billingPeriod'),
      amount: { value: field('amount'), currency: field('currency') },
      // The service knows which ones there are.
      paymentMethod: { type: field('method') as PaymentRequest['paymentMethod']['type'], token: field('token') },
    },
  };
}
