import type { DataSource } from 'typeorm';
import { PostgresAttemptStore } from './attempts/postgres-attempt-store';
import { PostgresDeadLetterAdmin } from './dead-letters/postgres-dead-letter-admin';
import { messagingMigrations } from './migrations/messaging-migrations';
import { PostgresOutboxStore } from './outbox/postgres-outbox-store';
import { createTestDatabase, rowsRead, type TestDatabase } from './testing';

const RESOURCE = { resource: 'test database' };
const ROWS = 100_000;

/** Ten times what making the rows takes on a busy machine. */
const SET_UP_MILLISECONDS = 150_000;

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(messagingMigrations);
  dataSource = await database.open({ poolSize: 1, statementTimeoutMilliseconds: SET_UP_MILLISECONDS });
  await dataSource.query(`
    insert into outbox (queue, source, message_id, type, body)
    select 'sales', 'urn:test', n, 'test.happened.v1', 'body' from generate_series(1, ${ROWS}) n
  `);
  await dataSource.query(`
    insert into dead_letters (queue, source, message_id, type, body, reason_code, error_class, error_message, attempts)
    select 'sales', 'urn:test', n, 'test.happened.v1', repeat('x', 1000),
           case when n % 1000 = 0 then 'message-invalid' else 'attempts-exhausted' end, 'Error', 'no', 8
    from generate_series(1, ${ROWS}) n
  `);
  await dataSource.query(`
    insert into delivery_attempts (source, message_id, failures, last_failed_at)
    select 'urn:test', n, 1, now() - n * interval '1 minute' from generate_series(1, ${ROWS}) n
  `);
  await dataSource.query(`
    insert into dead_letter_decisions (action, operator, reason, letters, skipped, decided, decided_at)
    select 'discard', 'ada', 'a test', 0, 0, '[]', now() - n * interval '1 minute' from generate_series(1, ${ROWS}) n
  `);
  await dataSource.query('vacuum analyze');
}, SET_UP_MILLISECONDS);

afterAll(() => database.drop());

/**
 * Vacuums until nearly every page is known to be visible to all: PostgreSQL reads the row for each index entry on others.
 * An analysis in the background can keep pages from that for a moment, and each page has 7 rows, so 5 % of the pages cost
 * 5,000 reads.
 */
async function vacuumWhole(table: string): Promise<void> {
  for (;;) {
    await dataSource.query(`vacuum ${table}`);
    const [page] = await dataSource.query<{ visible: number; all: number }[]>(
      `select relallvisible as visible, relpages as all from pg_class where relname = '${table}'`,
    );
    if (page !== undefined && page.visible >= page.all * 0.995) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Rows that may be read for one row that is asked for: itself, and again when it is locked, changed or deleted. */
const LOOKS = 4;

describe(`with ${ROWS} rows in each table`, () => {
  it('an outbox claim reads the entries that it takes', async () => {
    const outbox = new PostgresOutboxStore(dataSource, RESOURCE);
    const claim = () => outbox.relay(100, async (entries) => entries.map(() => ({ status: 'sent' })));

    expect(await rowsRead(dataSource, 'outbox', claim)).toBeLessThanOrEqual(100 * LOOKS);
  });

  it.each([
    ['the newest', {}],
    ['a reason', { reasonCode: 'message-invalid' }],
    ['a message', { messageId: '77000' }],
    ['a number', { deadLetterIds: ['5', '7'] }],
  ])('a page of dead letters by %s reads the letters of the page', async (_, filter) => {
    const admin = new PostgresDeadLetterAdmin(dataSource, RESOURCE);
    const page = () => admin.list(filter, { limit: 20 });

    expect(await rowsRead(dataSource, 'dead_letters', page)).toBeLessThanOrEqual(20 * LOOKS);
  });

  it('a decision by reason reads only the dead letters that it takes', async () => {
    const admin = new PostgresDeadLetterAdmin(dataSource, RESOURCE);
    const decide = () =>
      admin.decide(
        { reasonCode: 'message-invalid' },
        { action: 'discard', limit: 10, operator: 'ada', reason: 'a test' },
      );

    expect(await rowsRead(dataSource, 'dead_letters', decide)).toBeLessThanOrEqual(10 * LOOKS);
  });

  it('the groups of dead letters are counted without a look at the letters', async () => {
    const admin = new PostgresDeadLetterAdmin(dataSource, RESOURCE);
    await vacuumWhole('dead_letters');

    // Those on pages that have changed lately are looked at.
    expect(await rowsRead(dataSource, 'dead_letters', () => admin.groups({}))).toBeLessThan(ROWS / 100);
  });

  it('housekeeping reads what it deletes', async () => {
    const attempts = new PostgresAttemptStore(dataSource, RESOURCE);
    const admin = new PostgresDeadLetterAdmin(dataSource, RESOURCE);
    const monthAgo = new Date(Date.now() - 30 * 24 * 60 * 60 * 1_000);

    expect(
      await rowsRead(dataSource, 'delivery_attempts', () => attempts.deleteOlderThan(monthAgo, 1_000)),
    ).toBeLessThanOrEqual(1_000 * LOOKS);
    expect(
      await rowsRead(dataSource, 'dead_letter_decisions', () => admin.deleteDecisionsOlderThan(monthAgo, 1_000)),
    ).toBeLessThanOrEqual(1_000 * LOOKS);
  });
});
