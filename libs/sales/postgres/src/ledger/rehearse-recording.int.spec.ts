import { InfrastructureError } from '@decouple/messaging-core';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import type { DataSource } from 'typeorm';
import { salesMigrations } from '../migrations/sales-migrations';
import { rehearseRecording } from './rehearse-recording';

const RESOURCE = 'test database';
const TABLES = ['ledger_entries', 'policies', 'monthly_totals', 'outbox'];

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase(salesMigrations);
  dataSource = await database.open();
  await dataSource.query(
    `create function disk_full() returns trigger language plpgsql as
     $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`,
  );
});

afterAll(() => database.drop());

describe('rehearseRecording', () => {
  it('leaves nothing behind, also when several processes rehearse at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => rehearseRecording(dataSource, RESOURCE)));

    for (const table of TABLES) expect(await dataSource.query(`select * from ${table}`)).toEqual([]);
  });

  it.each(TABLES)(
    'fails while the disk is full for %s, though the database reads, and not afterwards',
    async (table) => {
      await dataSource.query(
        `create trigger disk_full before insert on ${table} for each row execute function disk_full()`,
      );
      const failure = rehearseRecording(dataSource, RESOURCE);

      await expect(failure).rejects.toBeInstanceOf(InfrastructureError);
      await expect(failure).rejects.toMatchObject({ resource: RESOURCE, code: '53100' });
      await dataSource.query(`drop trigger disk_full on ${table}`);
      await expect(rehearseRecording(dataSource, RESOURCE)).resolves.toBeUndefined();
    },
  );

  it('succeeds while a trigger rejects every entry: the database works, and the messages use their attempts', async () => {
    await dataSource.query(
      `create function reject() returns trigger language plpgsql as $$ begin raise exception 'rejected'; end $$;
       create trigger reject before insert on ledger_entries for each row execute function reject()`,
    );

    await expect(rehearseRecording(dataSource, RESOURCE)).resolves.toBeUndefined();
    await dataSource.query('drop trigger reject on ledger_entries');
  });
});
