import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf, keysOf } from './fingerprint';

describe('the fingerprint of a file', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pay-fingerprint-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  async function of(content: string) {
    writeFileSync(join(folder, 'file'), content);
    return fingerprintOf(join(folder, 'file'));
  }

  it.each([
    ['', 0],
    ['a', 1],
    ['a\nb\n', 2],
    ['a\nb', 2],
  ])('counts the lines of %j: %i', async (content, lines) => {
    expect((await of(content)).lines).toBe(lines);
  });

  it('gives each line a key that depends on the content and the line alone, and has no row of digits', async () => {
    const key = keysOf(await of('same')).of(7);

    expect(key).toMatch(/^batch-[a-p]{32}-7$/);
    expect(keysOf(await of('same')).of(7)).toBe(key);
    expect(keysOf(await of('same')).of(8)).not.toBe(key);
    expect(keysOf(await of('other')).of(7)).not.toBe(key);
  });
});
