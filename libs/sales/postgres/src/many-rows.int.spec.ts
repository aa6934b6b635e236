import {
  createTestDatabase,
  repeatedOnEmptyTables,
  rowsRead,
  type TestDatabase,
} from '@decouple/messaging-postgres/testing';
import { aSale, toRecord } from '@decouple/sales-domain/testing';
import type { DataSource } from 'typeorm';
import { PostgresSalesLedger } from './ledger/postgres-sales-ledger';
import { salesMigrations } from './migrations/sales-migrations';
import { PostgresLedgerQueries } from './ledger-queries/postgres-ledger-queries';

const RESOURCE = { resource: 'test database' };
const ROWS = 100_000;

/** Ten times what making the rows takes on a busy machine. */
const SET_UP_MILLISECONDS = 150_000;

let database: TestDatabase;
let dataSource: DataSource;
let ledger: PostgresSalesLedger;

const record = (policyNumber: string) => () =>
  ledger.record(toRecord(aSale({ policyNumber, billingPeriod: '2026-10' })));

const addHistory = async (): Promise<void> => {
  await dataSource.query(`
    insert into policies (policy_number, currency) select 'POL-' || n, 'EUR' from generate_series(1, ${ROWS}) n
  `);
  await dataSource.query(`
    insert into ledger_entries (payment_id, policy_number, customer_id, billing_period, amount_minor, currency,
                                method_type, outcome, accepted_at, decided_at)
    select gen_random_uuid(), 'POL-' || n, 'c', '2026-10', 1, 'EUR', 'card', 'recorded', now(), now()
    from generate_series(1, ${ROWS}) n
  `);
};

beforeAll(async () => {
  database = await createTestDatabase(salesMigrations);
  dataSource = await database.open({ poolSize: 1, statementTimeoutMilliseconds: SET_UP_MILLISECONDS });
  ledger = new PostgresSalesLedger(dataSource, RESOURCE);
});

afterAll(() => database.drop());

/** Rows that may be read for one row that is asked for: itself, and again when it is locked or checked. */
const LOOKS = 4;

async function expectToRead(table: string, rows: number, work: () => Promise<unknown>): Promise<void> {
  expect(await rowsRead(dataSource, table, work)).toBeLessThanOrEqual(rows * LOOKS);
}

describe(`with ${ROWS} ledger entries that came after the plans were made`, () => {
  beforeAll(async () => {
    const tables = ['ledger_entries', 'policies', 'outbox', 'monthly_totals'];
    await repeatedOnEmptyTables(dataSource, tables, (run) => record(`EARLY-${run}`)());
    await addHistory();
  });

  it('recording a payment reads what concerns it', async () => {
    await expectToRead('ledger_entries', 1, record('POL-50'));
    await expectToRead('policies', 1, record('POL-51'));
  });
});

describe(`with ${ROWS} ledger entries`, () => {
  beforeAll(() => dataSource.query('vacuum analyze'));

  it('recording a payment reads the entry of its own policy and month, and its own policy', async () => {
    await expectToRead('ledger_entries', 1, record('POL-77'));
    await expectToRead('policies', 1, record('POL-78'));
  });

  it('recording a payment of a new policy reads no other', async () => {
    await expectToRead('ledger_entries', 1, record('NEW-1'));
    await expectToRead('policies', 1, record('NEW-2'));
  });

  it('recording a hundred payments at once reads what concerns them', async () => {
    const group = () => Promise.all(Array.from({ length: 100 }, (_, n) => record(`POL-${n + 1_000}`)()));

    await expectToRead('ledger_entries', 100, group);
    await expectToRead('policies', 100, group);
  });

  it('the queries is read a page at a time', async () => {
    const queries = new PostgresLedgerQueries(dataSource, RESOURCE);
    await expectToRead('ledger_entries', 20, () => queries.page({ limit: 20 }));
  });
});
