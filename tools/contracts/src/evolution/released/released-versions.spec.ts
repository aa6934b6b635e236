import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releasedVersions } from './released-versions';

describe('releasedVersions', () => {
  let contracts: string;

  beforeEach(() => {
    contracts = mkdtempSync(join(tmpdir(), 'decouple-contracts-'));
  });

  afterEach(() => rmSync(contracts, { recursive: true }));

  const keep = (...versions: string[]): void => {
    for (const version of versions) mkdirSync(join(contracts, 'released', version), { recursive: true });
  };

  it('is empty before the first release', () => {
    expect(releasedVersions(contracts)).toEqual([]);
  });

  it('puts the oldest first, by number', () => {
    keep('0.10.0', '0.9.1', '1.0.0', '0.9.0', '0.9.10');
    expect(releasedVersions(contracts)).toEqual(['0.9.0', '0.9.1', '0.9.10', '0.10.0', '1.0.0']);
  });

  it('refuses a folder that is no version', () => {
    keep('0.9.0', '1.0');
    expect(() => releasedVersions(contracts)).toThrow(/Not a released version: .*1\.0$/);
  });
});
