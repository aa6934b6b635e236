import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TYPESCRIPT_LOADER } from '@decouple/local-infra';
import { CLOCK_OFFSET_VARIABLE } from './shifted-clock';

const HOUR = 3_600_000;
const PRELOAD = join(__dirname, 'shift-clock.preload.ts');
/** Reports its clocks after each message; the listener is registered after the one of the preload. */
const PROGRAM = `
  setInterval(() => undefined, 1_000);
  const began = performance.now();
  process.on('message', () => process.send({
    now: Date.now(), made: new Date().getTime(), given: new Date(5).getTime(), isDate: new Date() instanceof Date,
    monotonic: performance.now() - began,
  }));`;

interface Report {
  readonly now: number;
  readonly made: number;
  readonly given: number;
  readonly isDate: boolean;
  readonly monotonic: number;
}

describe('a process with a shifted clock', () => {
  let child: ChildProcess;

  beforeEach(() => {
    child = spawn(process.execPath, ['-r', TYPESCRIPT_LOADER, '-r', PRELOAD, '-e', PROGRAM], {
      env: { ...process.env, [CLOCK_OFFSET_VARIABLE]: String(-HOUR) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  });

  afterEach(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  async function report(message: object): Promise<Report> {
    child.send(message);
    const [answer] = (await once(child, 'message')) as [Report];
    return answer;
  }

  it('starts with the offset of the environment, and takes another by message', async () => {
    const before = Date.now();
    const started = await report({});
    const jumped = await report({ clockOffsetMilliseconds: HOUR });
    const passed = Date.now() - before;

    expect(started.now - before + HOUR).toBeGreaterThanOrEqual(0);
    expect(started.now - before + HOUR).toBeLessThanOrEqual(passed);
    expect(jumped.made - started.made).toBeGreaterThanOrEqual(2 * HOUR);
    expect(jumped.made - started.made).toBeLessThanOrEqual(2 * HOUR + passed);
  });

  it('leaves given times, the type of dates and monotonic time alone', async () => {
    const before = performance.now();
    await report({});
    const { given, isDate, monotonic } = await report({ clockOffsetMilliseconds: HOUR });

    expect({ given, isDate }).toEqual({ given: 5, isDate: true });
    expect(monotonic).toBeLessThanOrEqual(performance.now() - before + 10_000);
  });
});
