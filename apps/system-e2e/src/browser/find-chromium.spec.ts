import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, NO_BROWSER } from './find-chromium';

describe('findChromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decouple-chromium-'));
  const program = join(folder, 'chromium');
  beforeAll(() => writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('returns CHROMIUM_PATH, or else the first browser in PATH', () => {
    expect(findChromium({ CHROMIUM_PATH: program })).toBe(program);
    expect(findChromium({ PATH: folder })).toBe(program);
  });

  it('searches the usual locations', () => {
    expect(findChromium({}, [folder])).toBe(program);
  });

  it('returns undefined on a developer’s machine without a browser, and the notice says how to install one', () => {
    expect(findChromium({ PATH: tmpdir() }, [])).toBeUndefined();
    expect(NO_BROWSER).toContain('apt-get install chromium');
    expect(NO_BROWSER).toContain('CHROMIUM_PATH=');
  });

  it('throws in CI without a browser', () => {
    expect(() => findChromium({ CI: 'true', PATH: tmpdir() }, [])).toThrow(
      'No Chromium was found, so the browser tests cannot run. Get one',
    );
  });

  it('throws if CHROMIUM_PATH is not an executable', () => {
    expect(() => findChromium({ CHROMIUM_PATH: join(folder, 'missing') })).toThrow(
      'CHROMIUM_PATH is not an executable',
    );
  });
});
