import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LogLine } from '../testing/recording-log';

const LOADER = resolve(__dirname, '../../../../tools/build/swc-register.cjs');
const PROGRAM = resolve(__dirname, '../testing/logging-process.ts');

jest.setTimeout(120_000);

describe('the log of a process', () => {
  let child: ChildProcess;

  /** Its standard output is not read until the test does. */
  const start = (behaviour: string): Readable => {
    child = spawn(process.execPath, ['-r', LOADER, PROGRAM, behaviour], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
    return child.stdout as Readable;
  };

  afterEach(() => void child.kill('SIGKILL'));

  const linesOf = (output: string): LogLine[] =>
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LogLine);

  const numbersIn = (lines: readonly LogLine[]): unknown[] => lines.flatMap((line) => line['number'] ?? []);

  const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

  it.each(['exit', 'crash'])('is written if the process ends by itself (%s)', async (behaviour) => {
    expect(await text(start(behaviour))).toContain('"msg":"gathered"');
  });

  it('is written soon while the process runs', async () => {
    const [piece] = (await once(start('live').setEncoding('utf8'), 'data')) as [string];

    expect(piece).toContain('"msg":"gathered"');
  });

  it('is written at once and in order at a warning', async () => {
    const [piece] = (await once(start('warn').setEncoding('utf8'), 'data')) as [string];

    expect(linesOf(piece).map(({ msg }) => msg)).toEqual(['gathered', 'written at once']);
  });

  it('is written to the last line if the reader starts only after the process began to exit', async () => {
    const stdout = start('exit with a tail');
    await once(child, 'message');

    expect(numbersIn(linesOf(await text(stdout)))).toEqual(upTo(800));
  });

  it('does not block the process without a reader: lines are dropped, and the log has their number', async () => {
    const stdout = start('flood');
    const [{ dropped }] = (await once(child, 'message')) as [{ readonly dropped: number }];
    const output = text(stdout);
    // The gap is reported as soon as everything before it was read.
    await once(stdout, 'data');
    child.send('go on');
    child.disconnect();
    const lines = linesOf(await output);
    const [report] = lines.filter(({ msg }) => msg?.includes('dropped'));

    expect(dropped).toBeGreaterThan(0);
    expect(numbersIn(lines)).toEqual(upTo(6_000 - dropped));
    expect(report).toMatchObject({ level: 'warn', service: 'fixture' });
    expect(report?.['lines']).toBeGreaterThanOrEqual(dropped);
  });

  it('does not keep a process without a reader from exiting', async () => {
    start('exit unread');
    const [code] = (await once(child, 'exit')) as [number];

    expect(code).toBe(0);
  });

  it('does not end a process if its reader is gone', async () => {
    start('flood').destroy();
    const [{ dropped }] = (await once(child, 'message')) as [{ readonly dropped: number }];
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];

    expect(dropped).toBeGreaterThan(0);
    expect(code).toBe(0);
  });
});
