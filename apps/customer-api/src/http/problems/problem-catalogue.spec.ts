import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROBLEM_CATALOGUE } from './problem-catalogue';

const APPLICATION = resolve(__dirname, '../..');
const ERRORS_OF_THE_DOMAIN = resolve(__dirname, '../../../../../libs/payments/domain/src/payment/payment.errors.ts');

/** The codes that the source of the application names, the catalogue itself left out. */
function codesInTheSource(): string[] {
  const files = readdirSync(APPLICATION, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|problem-catalogue\.ts$/.test(file))
    .map((file) => join(APPLICATION, file));
  return [...files, ERRORS_OF_THE_DOMAIN].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bcode(?::| =) '([a-z-]+)'/g)].map(([, code = '']) => code),
  );
}

describe('the catalogue of problems', () => {
  it('explains every code that the source names', () => {
    const codes = codesInTheSource();
    const explained = new Set(PROBLEM_CATALOGUE.map(({ code }) => code));

    expect(codes).toEqual(
      expect.arrayContaining(['validation-failed', 'idempotency-key-missing', 'payment-not-found']),
    );
    expect(codes.filter((code) => !explained.has(code))).toEqual([]);
  });

  it('explains each code once, with a status of an error and a sentence', () => {
    const codes = PROBLEM_CATALOGUE.map(({ code }) => code);

    expect(codes).toHaveLength(new Set(codes).size);
    for (const { explanation, status, title } of PROBLEM_CATALOGUE) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).toMatch(/^[A-Z]/);
      expect(explanation).toMatch(/^[A-Z].*\.$/);
    }
  });
});
