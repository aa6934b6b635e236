import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { dataFolder } from './data-folder';
import { serverAccount } from './server-account';

describe('the data folder', () => {
  const folder = temporaryFolder('decouple-data-');
  const closed = join(folder.path, 'closed');

  beforeAll(() => {
    mkdirSync(closed);
    chmodSync(closed, 0o700);
  });
  afterAll(() => folder.remove());

  it('is the wanted one where the server can enter, and the way to it is made', () => {
    const wanted = join(folder.path, 'open', 'postgres');
    expect(dataFolder(wanted, serverAccount())).toBe(wanted);
    expect(statSync(dirname(wanted)).isDirectory()).toBe(true);
  });

  it("moves to the temporary folder, the same each time, where root's server account cannot enter", () => {
    const wanted = join(closed, 'postgres');
    const account = serverAccount();
    const expected = account ? dirname(dataFolder(wanted, account)) : wanted;
    expect(expected).toBe(account ? tmpdir() : dataFolder(wanted, undefined));
    expect(dataFolder(wanted, account)).toBe(dataFolder(wanted, account));
    expect(dataFolder(wanted, account)).not.toBe(dataFolder(join(closed, 'other'), account));
  });
});
