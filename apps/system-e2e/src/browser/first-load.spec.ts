import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtWeb, WORKSPACE_ROOT } from '@decouple/local-infra';

const MAX_KILOBYTES = 200;

describe('the first load of the page', () => {
  let folder: string;
  let html: string;

  beforeAll(async () => {
    folder = (await builtWeb(WORKSPACE_ROOT, () => undefined))!;
    html = readFileSync(join(folder, 'index.html'), 'utf8');
  });

  it(`loads less than ${MAX_KILOBYTES} KB of compressed script`, () => {
    const scripts = [...html.matchAll(/<(?:script[^>]* src|link rel="modulepreload"[^>]* href)="\/([^"]+)"/g)];
    const bytes = scripts.map(([, path = '']) => gzipSync(readFileSync(join(folder, path))).length);

    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes.reduce((sum, size) => sum + size, 0) / 1_000).toBeLessThan(MAX_KILOBYTES);
  });

  it('has no inline code that the content security policy would block', () => {
    expect(html).not.toMatch(/<script(?![^>]* src=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });
});
