import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, NO_BROWSER } from './find-chromium';

describe('the browser of the tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decouple-chromium-'));
  const program = join(folder, 'chromium');
  beforeAll(() => writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is the one that is named, else the first in the path', () => {
    expect(findChromium({ CHROMIUM_PATH: program })).toBe(program);
    expect(findChromium({ PATH: folder })).toBe(program);
  });

  it('is looked for where browsers usually are', () => {
    expect(findChromium({}, [folder])).toBe(program);
  });

  it('may be absent on a machine of one’s own, where the tests say how to get one', () => {
    expect(findChromium({ PATH: tmpdir() }, [])).toBeUndefined();
    expect(NO_BROWSER).toContain('apt-get install chromium');
    expect(NO_BROWSER).toContain('CHROMIUM_PATH=');
  });

  it('must not be absent in CI', () => {
    expect(() => findChromium({ CI: 'true', PATH: tmpdir() }, [])).toThrow(
      'No Chromium was found, so the browser tests cannot run. Get one',
    );
  });

  it('is refused when what is named cannot be run', () => {
    expect(() => findChromium({ CHROMIUM_PATH: join(folder, 'missing') })).toThrow('CHROMIUM_PATH names no program');
  });
});
