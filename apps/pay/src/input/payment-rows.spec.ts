import { aLine, HEADER } from '../testing/payment-file.builder';
import type { Line } from './lines';
import { InputError, type PaymentRow, paymentRows } from './payment-rows';

async function read(...texts: readonly string[]): Promise<PaymentRow[]> {
  const lines = async function* (): AsyncGenerator<Line> {
    for (const [index, text] of texts.entries()) yield { number: index + 1, text };
  };
  const rows: PaymentRow[] = [];
  for await (const row of paymentRows(lines())) rows.push(row);
  return rows;
}

describe('paymentRows', () => {
  it('reads a payment by the names of the columns, in any order and among others', async () => {
    const row = 'x, tok_a ,card,EUR,"4,999",2026-11,CUST-1,POL-1';
    const [read1] = await read('note,token,method,currency,amount,billingPeriod,customerId,policyNumber', row);

    expect(read1).toEqual({
      line: 2,
      request: {
        policyNumber: 'POL-1',
        customerId: 'CUST-1',
        billingPeriod: '2026-11',
        amount: { value: '4,999', currency: 'EUR' },
        paymentMethod: { type: 'card', token: 'tok_a' },
      },
    });
  });

  it('names rows by their line, and passes over blank ones', async () => {
    expect((await read('', HEADER, aLine(1), '  ', aLine(2))).map(({ line }) => line)).toEqual([3, 5]);
  });

  it('reports a malformed row and continues', async () => {
    expect(await read(HEADER, 'a,b', '"x', aLine(1))).toMatchObject([
      { line: 2, flaw: 'has 2 fields, and the first line has 7' },
      { line: 3, flaw: 'has no closing quote in field 1' },
      { line: 4, request: {} },
    ]);
  });

  it.each([
    [[], 'The file is empty'],
    [['policyNumber,amount'], 'missing: customerId, billingPeriod, currency, method, token'],
    [[`${HEADER},amount`], 'names columns twice: amount'],
    [[`"${HEADER}`], 'has no closing quote'],
  ])('refuses a file that does not name its columns: %j', async (lines, message) => {
    await expect(read(...lines)).rejects.toThrow(InputError);
    await expect(read(...lines)).rejects.toThrow(message);
  });
});
