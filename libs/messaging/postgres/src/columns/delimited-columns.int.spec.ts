import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../testing';
import { DelimitedColumns } from './delimited-columns';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly amount: bigint;
  readonly attempt: number | undefined;
  readonly at: Date | undefined;
}

const ROWS = new DelimitedColumns<Row>({
  id: { type: 'uuid', value: ({ id }) => id },
  name: { type: 'text', value: ({ name }) => name },
  note: { type: 'text', value: ({ note }) => note },
  amount: { type: 'bigint', value: ({ amount }) => amount.toString() },
  attempt: { type: 'integer', value: ({ attempt }) => attempt },
  at: { type: 'timestamptz', value: ({ at }) => at?.toISOString() },
});

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase([]);
  dataSource = await database.open();
});

afterAll(() => database.drop());

/** The rows as the server has read them. */
async function readBack(rows: readonly Row[]): Promise<Row[]> {
  const read = await dataSource.query<
    { id: string; name: string; note: string; amount: string; attempt: number | null; at: Date | null }[]
  >(`select * from (${ROWS.sql}) as sent`, ROWS.parameters(rows));
  return read.map(({ amount, at, attempt, ...row }) => ({
    ...row,
    amount: BigInt(amount),
    attempt: attempt ?? undefined,
    at: at ?? undefined,
  }));
}

const ID = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';
const PLAIN: Row = { id: ID, name: 'a', note: 'b', amount: 1n, attempt: 2, at: new Date(3) };

it('gives the rows in their order, whatever their texts are', async () => {
  // Everything that text may be made of, and often what texts are separated by. NUL is no text for PostgreSQL.
  const character = fc.oneof(
    fc.constantFrom('\u001f', '\u001e', '\n', ',', '"', "'", '\\', '{', '}', '$1'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  );
  const text = fc.array(character, { maxLength: 12 }).map((characters) => characters.join('').replaceAll('\u0000', ''));
  const row: fc.Arbitrary<Row> = fc.record({
    id: fc.uuid(),
    name: text,
    note: text,
    amount: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    attempt: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { nil: undefined }),
    at: fc.option(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), { nil: undefined }),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
      expect(await readBack(rows)).toEqual(rows);
    }),
    { numRuns: 200 },
  );
});

it.each([
  ['an empty text alone', [{ ...PLAIN, name: '' }]],
  ['null alone', [{ ...PLAIN, attempt: undefined, at: undefined }]],
  ['a text that is the separator', [{ ...PLAIN, name: '\u001f' }, PLAIN]],
])('gives back %s', async (_what, rows) => {
  expect(await readBack(rows)).toEqual(rows);
});

it('never repeats the names of its columns with each row', () => {
  const texts = ROWS.parameters([PLAIN, { ...PLAIN, name: 'c' }]);

  expect(texts.slice(1, 3)).toEqual(['a\u001fc', 'b\u001fb']);
});

it('refuses a text that would arrive as another', () => {
  expect(() => ROWS.parameters([{ ...PLAIN, note: 'half a pair: \ud83d' }])).toThrow('unpaired surrogate');
});
