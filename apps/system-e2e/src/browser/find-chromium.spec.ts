import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './find-chromium';

describe('the browser of the tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decouple-chromium-'));
  const program = join(folder, 'chromium');
  beforeAll(() => writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is the one that is named, else the first in the path', () => {
    expect(findChromium({ CHROMIUM_PATH: program })).toBe(program);
    expect(findChromium({ PATH: folder })).toBe(program);
  });

  it('is refused when what is named cannot be run', () => {
    expect(() => findChromium({ CHROMIUM_PATH: join(folder, 'missing') })).toThrow('CHROMIUM_PATH names no program');
  });
});
