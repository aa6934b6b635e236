import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScratchCopy } from './scratch-copy';

describe('ScratchCopy', () => {
  let workspace: string;

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'decouple-workspace-'));
    execFileSync('git', ['init', '--quiet'], { cwd: workspace });
    for (const folder of ['own', 'node_modules/@decouple', 'node_modules/other']) {
      mkdirSync(join(workspace, folder), { recursive: true });
    }
    writeFileSync(join(workspace, '.gitignore'), 'node_modules/\nignored.txt\n');
    for (const file of ['own/file.txt', 'ignored.txt', 'node_modules/other/file.txt']) {
      writeFileSync(join(workspace, file), 'original');
    }
    symlinkSync('../../own', join(workspace, 'node_modules/@decouple/own'));
  });

  afterEach(() => rmSync(workspace, { recursive: true, force: true }));

  it('copies what git would keep, with the packages beside it; our own lead into the copy', () => {
    const copy = ScratchCopy.of(workspace);
    writeFileSync(join(copy.folder, 'own/file.txt'), 'changed');

    expect(existsSync(join(copy.folder, 'ignored.txt'))).toBe(false);
    expect(readFileSync(join(copy.folder, 'node_modules/other/file.txt'), 'utf8')).toBe('original');
    expect(readFileSync(join(copy.folder, 'node_modules/@decouple/own/file.txt'), 'utf8')).toBe('changed');
    expect(readFileSync(join(workspace, 'own/file.txt'), 'utf8')).toBe('original');
    copy.remove();
    expect(existsSync(copy.folder)).toBe(false);
  });
});
