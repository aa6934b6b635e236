import { mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { copyBinaries } from './copy-binaries';
import { hydrateLinks } from './hydrate-links';

describe('the binaries of a package whose install script did not run', () => {
  const folder = temporaryFolder('decouple-binaries-');
  const packageFolder = join(folder.path, 'linux-x64');

  beforeEach(() => {
    mkdirSync(join(packageFolder, 'native/lib'), { recursive: true });
    writeFileSync(join(packageFolder, 'native/lib/libpq.so.5.18'), 'library');
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
    writeFileSync(join(packageFolder, 'native/pg-symlinks.json'), JSON.stringify(links));
  });

  afterAll(() => folder.remove());

  it('get their library links, relative so that the folder can be moved, and again without harm', () => {
    expect(hydrateLinks(packageFolder)).toBe(true);
    expect(hydrateLinks(packageFolder)).toBe(true);
    expect(readlinkSync(join(packageFolder, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('are copied once, complete with their links', () => {
    const copy = copyBinaries(packageFolder, '18.4.0', folder.path);
    expect(readFileSync(join(copy, 'native/lib/libpq.so.5'), 'utf8')).toBe('library');
    writeFileSync(join(copy, 'marker'), '');
    expect(copyBinaries(packageFolder, '18.4.0', folder.path)).toBe(copy);
    expect(readFileSync(join(copy, 'marker'), 'utf8')).toBe('');
  });
});
