import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TYPESCRIPT_LOADER } from '@decouple/local-infra';
import { InUseError, useExclusively } from './exclusive-use';

describe('the exclusive use of a results file', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pay-exclusive-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is had by one at a time, by whatever path', async () => {
    const use = await useExclusively(join(folder, 'results.csv'));

    await expect(useExclusively(join(folder, '../', folder.split('/').at(-1) ?? '', 'results.csv'))).rejects.toThrow(
      InUseError,
    );
    await use.release();
    await (await useExclusively(join(folder, 'results.csv'))).release();
  });

  it('of one file is nothing to another', async () => {
    const uses = [await useExclusively(join(folder, 'a.csv')), await useExclusively(join(folder, 'b.csv'))];

    await Promise.all(uses.map((use) => use.release()));
  });

  it('ends with the process that has it, also when that is killed', async () => {
    const file = join(folder, 'results.csv');
    const program = `require(${JSON.stringify(join(__dirname, 'exclusive-use.ts'))}).useExclusively(process.argv[1]).then(() => {
      console.log('has it');
      setInterval(() => undefined, 1_000);
    });`;
    const child = spawn(process.execPath, ['-r', TYPESCRIPT_LOADER, '-e', program, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');

    await expect(useExclusively(file)).rejects.toThrow('Another run is writing to');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await useExclusively(file)).release();
  });
});
