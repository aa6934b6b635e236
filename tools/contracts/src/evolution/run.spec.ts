import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

const CONTRACTS = join(__dirname, '../../../../libs/contracts');
const ACCEPTED = 'payments.payment-accepted.v1';

describe('the contracts of this workspace', () => {
  it('do not break users of the last release', () => {
    const { exitCode, text } = run(['check'], CONTRACTS, '0.0.0');
    expect({ exitCode, text }).toEqual({ exitCode: 0, text: expect.stringContaining('✔ Nothing breaks') as string });
  });
});

describe('the check, in a copy of the contracts', () => {
  let contracts: string;

  beforeEach(() => {
    contracts = mkdtempSync(join(tmpdir(), 'decouple-contracts-'));
    for (const part of ['schemas', 'examples'])
      cpSync(join(CONTRACTS, part), join(contracts, part), { recursive: true });
  });

  afterEach(() => rmSync(contracts, { recursive: true }));

  const schemaFile = (): string => join(contracts, `schemas/${ACCEPTED}.schema.json`);
  const replaceInSchema = (from: string, to: string): void =>
    writeFileSync(schemaFile(), readFileSync(schemaFile(), 'utf8').replace(from, to));

  it('has nothing to compare before the first release', () => {
    expect(run([], contracts, '0.1.0')).toEqual({
      exitCode: 0,
      text: 'Nothing was released yet, so nothing can break.\n',
    });
  });

  it('keeps a release, and finds nothing against it as long as nothing changes', () => {
    expect(run(['keep'], contracts, '1.0.0')).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(contracts, `released/1.0.0/examples/${ACCEPTED}.json`))).toBe(true);
    expect(run(['check'], contracts, '1.0.0')).toEqual({
      exitCode: 0,
      text: '✔ Nothing breaks readers or writers of @decouple/contracts 1.0.0.\n',
    });
  });

  it('fails, with the place, on a value that released consumers do not know', () => {
    run(['keep'], contracts, '1.0.0');
    replaceInSchema('"wallet"]', '"wallet", "cheque"]');
    const { exitCode, text } = run(['check'], contracts, '1.0.0');
    expect(exitCode).toBe(1);
    expect(text).toContain(`✖ ${ACCEPTED}  #/data/paymentMethodType  value-added`);
  });

  it('keeps nothing that breaks the release before', () => {
    run(['keep'], contracts, '1.0.0');
    rmSync(schemaFile());
    expect(run(['keep'], contracts, '2.0.0')).toMatchObject({ exitCode: 1 });
    expect(existsSync(join(contracts, 'released/2.0.0'))).toBe(false);
  });

  it('compares with the newest release', () => {
    run(['keep'], contracts, '0.9.0');
    replaceInSchema('"A payment was accepted', '"Once more: a payment was accepted');
    run(['keep'], contracts, '0.10.0');
    expect(run([], contracts, '0.10.0').text).toContain('@decouple/contracts 0.10.0');
  });

  it('never writes a kept release again', () => {
    run(['keep'], contracts, '1.0.0');
    replaceInSchema('"A payment was accepted', '"Once more: a payment was accepted');
    expect(run(['keep'], contracts, '1.0.0').text).toContain('1.0.0 is kept already.');
    const kept = join(contracts, `released/1.0.0/schemas/${ACCEPTED}.schema.json`);
    expect(readFileSync(kept, 'utf8')).not.toContain('Once more');
  });

  it('takes no schemas at all for a mistake', () => {
    run(['keep'], contracts, '1.0.0');
    rmSync(join(contracts, 'schemas'), { recursive: true });
    expect(() => run(['check'], contracts, '1.0.0')).toThrow(/There are no schemas in .*schemas\./);
  });

  it.each([['release'], ['check', 'x']])('knows no command %s', (...args) => {
    expect(run(args, contracts, '1.0.0')).toMatchObject({ exitCode: 2 });
  });
});
