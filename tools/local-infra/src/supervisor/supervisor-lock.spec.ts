import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { temporaryFolder } from '../infrastructure/temporary-folder';
import { TypeScriptProgram } from '../testing/typescript-program';
import { takeSupervisorLock } from './supervisor-lock';

/** Collects garbage now. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe("a supervisor's lock", () => {
  const folder = temporaryFolder('decouple-lock-');
  const file = join(folder.path, 'supervisor.lock');
  afterAll(() => folder.remove());

  it('is given once, and again when it is released', () => {
    const lock = takeSupervisorLock(file);
    expect(lock).toBeDefined();
    expect(takeSupervisorLock(file)).toBeUndefined();
    lock?.release();
    const next = takeSupervisorLock(file);
    expect(next).toBeDefined();
    next?.release();
  });

  it('is held although its holder has forgotten it', async () => {
    const forgotten = join(folder.path, 'forgotten.lock');
    takeSupervisorLock(forgotten);
    await Promise.resolve(); // what a running function refers to is not garbage
    collectGarbage();
    expect(takeSupervisorLock(forgotten)).toBeUndefined();
  });

  it('is free again when the process that had it was killed', async () => {
    const take = `require(${JSON.stringify(join(__dirname, 'supervisor-lock.ts'))}).takeSupervisorLock(${JSON.stringify(file)})`;
    const program = `console.log(${take} ? 'taken' : 'busy'); setInterval(() => undefined, 60_000)`;
    const owner = TypeScriptProgram.run('-e', [program]);
    await owner.says('taken');
    expect(takeSupervisorLock(file)).toBeUndefined();
    await owner.kill();
    const lock = takeSupervisorLock(file);
    expect(lock).toBeDefined();
    lock?.release();
  });
});
