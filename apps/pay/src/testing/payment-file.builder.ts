import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const HEADER = 'policyNumber,customerId,billingPeriod,amount,currency,method,token';

/** A good row; each number is another policy. */
export function aLine(number: number): string {
  return `POL-${String(100_000 + number)},CUST-1001,2026-11,4999,EUR,card,tok_visa_4f9a`;
}

/** Writes a file of any size. */
export function writePayments(file: string, rows: number): Promise<void> {
  const lines = function* (): Generator<string> {
    yield `${HEADER}\n`;
    for (let number = 1; number <= rows; number += 1) yield `${aLine(number)}\n`;
  };
  return pipeline(Readable.from(lines()), createWriteStream(file));
}
