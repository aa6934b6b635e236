import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthoritiesFile } from './authorities-file';

describe('AuthoritiesFile', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'authorities-file-'));
    path = join(folder, 'authorities.pem');
    writeFileSync(path, 'first');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read again each time', () => {
    const file = new AuthoritiesFile(path);
    writeFileSync(path, 'second');

    expect(file.current()).toBe('second');
  });

  it('keeps what it held while the file is away or empty', () => {
    const file = new AuthoritiesFile(path);
    writeFileSync(path, '');
    const whileEmpty = file.current();
    rmSync(path);

    expect([whileEmpty, file.current()]).toEqual(['first', 'first']);
  });

  it('does not start without the file', () => {
    expect(() => new AuthoritiesFile(join(folder, 'absent.pem'))).toThrow('ENOENT');
  });
});
