import { join } from 'node:path';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { eventuallyTrue } from '../testing/eventually';
import { TypeScriptProgram } from '../testing/typescript-program';
import { isProcessAlive } from './process-alive';

describe('a process that started servers and is killed', () => {
  const folder = temporaryFolder('decouple-killed-owner-');
  afterAll(() => folder.remove());

  it('takes PostgreSQL and SQS with it', async () => {
    const owner = TypeScriptProgram.run(join(__dirname, '../testing/killed-owner.ts'), [folder.path]);
    await owner.says('started');
    const pids = (/started (\d+) (\d+)\./.exec(owner.output) ?? []).slice(1).map(Number);
    expect(pids.map(isProcessAlive)).toEqual([true, true]);
    await owner.kill();
    await eventuallyTrue('both servers have ended', () => !pids.some(isProcessAlive));
  });
});
