import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaymentRow } from './payment-row';
import { runDemo } from './run-demo';
import { FakeServices, type FakeServiceOptions } from './testing/fake-services';
import { aRow } from './testing/payment-row.builder';

const TODAY = new Date('2026-11-22T10:00:00Z');

describe('runDemo', () => {
  let folder: string;
  let services: FakeServices | undefined;
  let printed: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'demo-spec-'));
    printed = [];
    const note = (text: unknown) => void printed.push(String(text));
    jest.spyOn(console, 'log').mockImplementation(note);
    jest.spyOn(console, 'error').mockImplementation(note);
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
    await services?.stop();
    services = undefined;
  });

  async function run(rows: readonly PaymentRow[], options: FakeServiceOptions = {}): Promise<number> {
    const sample = join(folder, 'payments.csv');
    const names = Object.keys(rows[0] ?? {}) as (keyof PaymentRow)[];
    const lines = rows.map((row) => names.map((name) => row[name]).join(','));
    writeFileSync(sample, [names.join(','), ...lines, ''].join('\n'));
    services = new FakeServices(options);
    const url = await services.start();
    return runDemo({ apiUrl: url, workerUrl: url, sample, today: TODAY });
  }

  const ROWS = [
    aRow({ idempotencyKey: 'again' }),
    aRow(),
    aRow({ currency: 'JPY', amount: '300' }),
    aRow({ amount: '-1', expected: 'validation-failed' }),
    aRow({ idempotencyKey: '', expected: 'idempotency-key-missing' }),
    aRow({ wave: '2', idempotencyKey: 'again', expected: 'replayed' }),
    aRow({ wave: '2', policyNumber: 'POL-PAID', expected: 'period-already-paid' }),
  ];
  const REJECTS = { rejects: { 'POL-PAID': 'period-already-paid' } };

  it('ends with 0 when every row ends as the CSV says and the totals agree', async () => {
    expect(await run(ROWS, REJECTS)).toBe(0);
    expect(printed.at(-1)).toMatch(
      /^\nEvery row ended as the CSV file expects, and the sales ledger agrees to the cent/,
    );
  });

  it('pays the rows of the second wave when those of the first are final', async () => {
    await run([aRow({ wave: '2', idempotencyKey: 'second' }), aRow()]);
    const requests = (services?.requests ?? []).filter(({ path }) => path.startsWith('/v1/payments'));
    const second = requests.findIndex(({ headers }) => headers['idempotency-key'] === '"second"');

    expect(requests.slice(0, second).map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET']);
    expect(requests.slice(second).map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET']);
  });

  it('polls as a polite client: it waits for a change of the version that it knows', async () => {
    await run([aRow()]);
    const polls = (services?.requests ?? []).filter(({ path }) => path === '/v1/payments/r-1');

    expect(polls.map(({ headers }) => [headers['prefer'], headers['if-none-match']])).toEqual([
      [undefined, undefined],
      ['wait=20', '"v2"'],
      ['wait=20', '"v2"'],
    ]);
  });

  it('ends with 1 when a total differs by one cent', async () => {
    expect(await run(ROWS, { ...REJECTS, bookedWrong: -1n })).toBe(1);
    expect(printed.at(-1)).toBe('\n0 rows ended differently from the CSV file; 2 totals differ.');
  });

  it('ends with 1 when a row is rejected that was to be recorded', async () => {
    const row = aRow({ policyNumber: 'POL-PAID' });

    expect(await run([row, aRow()], REJECTS)).toBe(1);
    expect(printed.join('\n')).toContain(`${row.idempotencyKey} (r-1): expected recorded, got period-already-paid`);
  });

  it('ends with 1 when a row is rejected for another reason, though no total differs', async () => {
    expect(await run([aRow(), aRow({ policyNumber: 'POL-PAID', expected: 'currency-mismatch' })], REJECTS)).toBe(1);
    expect(printed.at(-1)).toBe('\n1 rows ended differently from the CSV file; 0 totals differ.');
  });

  it('ends with 1 when a row is accepted that was to be refused', async () => {
    expect(await run([aRow({ expected: 'validation-failed' })])).toBe(1);
  });

  it('ends with 1 when a key is paid twice that was to be replayed', async () => {
    expect(await run([aRow(), aRow({ expected: 'replayed' })])).toBe(1);
  });
});
