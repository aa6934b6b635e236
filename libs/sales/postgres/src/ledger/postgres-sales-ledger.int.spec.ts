import { Deferred } from '@decouple/messaging-core/testing';
import { PostgresOutboxStore } from '@decouple/messaging-postgres';
import { createTestDatabase, type TestDatabase } from '@decouple/messaging-postgres/testing';
import type { PolicyHistory, Sale, SaleDecision } from '@decouple/sales-domain';
import { aSale, describeSalesLedgerContract, expectSoundLedger, toRecord } from '@decouple/sales-domain/testing';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { salesMigrations } from '../migrations/sales-migrations';
import { PostgresSalesLedger } from './postgres-sales-ledger';

const RESOURCE = { resource: 'test database' };

let database: TestDatabase;
let dataSource: DataSource;
let processes: readonly DataSource[];

beforeAll(async () => {
  database = await createTestDatabase(salesMigrations);
  processes = await Promise.all(Array.from({ length: 4 }, () => database.open({ poolSize: 3 })));
  [dataSource] = processes as [DataSource];
});

afterAll(() => database.drop());

beforeEach(() => database.clear());

describeSalesLedgerContract('PostgresSalesLedger', async () => ({
  ledger: new PostgresSalesLedger(dataSource, RESOURCE),
  other: new PostgresSalesLedger(processes[1]!, RESOURCE),
  outbox: new PostgresOutboxStore(dataSource, RESOURCE),
  close: async () => undefined,
}));

describe('PostgresSalesLedger', () => {
  it('stays sound when many processes record overlapping payments, policies and months in several currencies', async () => {
    const facts = fc.record({
      policyNumber: fc.integer({ min: 1, max: 25 }).map((n) => `POL-${n}`),
      billingPeriod: fc.constantFrom('2026-10', '2026-11', '2026-12', '2027-01'),
      amount: fc.record({
        minorUnits: fc.bigInt(1n, 999_999_999_999n),
        currency: fc.constantFrom('EUR', 'CHF', 'USD'),
      }),
    });
    const repeated = fc.array(facts, { minLength: 60, maxLength: 150 });
    const all: Sale[] = [];
    await fc.assert(
      fc.asyncProperty(repeated, fc.array(fc.nat(), { minLength: 400, maxLength: 400 }), async (some, picks) => {
        const sales = some.map((one) => aSale(one));
        all.push(...sales);
        const ledgers = processes.map((source) => new PostgresSalesLedger(source, { ...RESOURCE, maxGroupSize: 16 }));
        const calls = [...sales, ...picks.map((pick) => sales[pick % sales.length]!)];
        const results = await Promise.all(
          calls.map((sale, index) => ledgers[index % ledgers.length]!.record(toRecord(sale))),
        );

        expect(results.filter(({ duplicate }) => !duplicate)).toHaveLength(sales.length);
        await expectSoundLedger(ledgers[0]!, all);
      }),
      { numRuns: 8 },
    );

    const answered = await dataSource.query<{ id: string }[]>(
      `select distinct split_part(message_id, ':', 1) as id from outbox`,
    );
    expect(new Set(answered.map(({ id }) => id))).toEqual(new Set(all.map(({ paymentId }) => paymentId)));
  });

  it.each([
    {
      written: 'a payment for the same month',
      winning: `insert into ledger_entries
                values ($1::uuid, $2::text, 'c', '2026-11', 1, 'EUR', 'card', 'recorded', null, null, now(), now())`,
      seen: (winner: Sale) => ({ paidBy: winner.paymentId, currency: undefined }),
      code: 'period-already-paid',
    },
    {
      written: 'the currency of the policy',
      winning: `insert into policies select $2::text, 'CHF' where $1::uuid is not null`,
      seen: () => ({ paidBy: undefined, currency: 'CHF' }),
      code: 'currency-mismatch',
    },
  ])('decides again when another process wrote $written after it had looked', async ({ winning, seen, code }) => {
    const [winner, loser] = [aSale(), aSale()];
    const request = toRecord({ ...loser, policyNumber: winner.policyNumber });
    const histories: PolicyHistory[] = [];
    const looked = new Deferred();
    const decide = (history: PolicyHistory): SaleDecision => {
      histories.push(history);
      looked.resolve();
      return request.decide(history);
    };
    // Written but not committed until the other has looked: it sees nothing, and then waits for this transaction.
    const recording = await dataSource.transaction(async (manager) => {
      await manager.query(winning, [winner.paymentId, winner.policyNumber]);
      const pending = new PostgresSalesLedger(processes[1]!, RESOURCE).record({ ...request, decide });
      await looked.promise;
      return [pending];
    });
    const [result] = await Promise.all(recording);

    expect(histories).toEqual([{ paidBy: undefined, currency: undefined }, seen(winner)]);
    expect(result?.entry.decision).toMatchObject({ outcome: 'rejected', reason: { code } });
  });

  it('reports a sale that loses every race as an outage, not as a fault of the sale', async () => {
    await dataSource.query(`create function leave_out() returns trigger language plpgsql as 'begin return null; end'`);
    await dataSource.query(
      'create trigger always_lost before insert on ledger_entries for each row execute function leave_out()',
    );
    try {
      await expect(new PostgresSalesLedger(dataSource, RESOURCE).record(toRecord(aSale()))).rejects.toMatchObject({
        name: 'InfrastructureError',
        code: 'LEDGER_CONTENTION',
      });
    } finally {
      await dataSource.query('drop function leave_out cascade');
    }
    expect(await dataSource.query('select 1 from outbox')).toEqual([]);
  });

  it('has recorded everything that was asked for once it is drained', async () => {
    const ledger = new PostgresSalesLedger(dataSource, RESOURCE);
    const sales = Array.from({ length: 10 }, () => aSale());
    const recording = sales.map((sale) => ledger.record(toRecord(sale)));
    await ledger.drain();

    await expectSoundLedger(ledger, sales);
    await Promise.all(recording);
  });
});
