import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const LOADER = resolve(__dirname, '../../../../tools/build/swc-register.cjs');
const PROGRAM = resolve(__dirname, '../testing/logging-process.ts');

jest.setTimeout(30_000);

describe('what a process has logged', () => {
  const start = (behaviour: string) =>
    spawn(process.execPath, ['-r', LOADER, PROGRAM, behaviour], { stdio: ['ignore', 'pipe', 'ignore'] });

  it.each(['exit', 'crash'])('is written when it ends by itself (%s)', async (behaviour) => {
    const child = start(behaviour);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child, 'close');

    expect(output).toContain('"msg":"gathered"');
  });

  it('is written soon while it lives', async () => {
    const child = start('live');
    const [text] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    child.kill('SIGKILL');

    expect(text).toContain('"msg":"gathered"');
  });

  it('is written at once, in its order, when there is trouble', async () => {
    const child = start('warn');
    const [text] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    child.kill('SIGKILL');

    expect(text.split('\n').map((line) => /"msg":"([^"]*)"/.exec(line)?.[1])).toEqual([
      'gathered',
      'told at once',
      undefined,
    ]);
  });
});
