import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@nx/devkit';

const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** Every command of the project that is a program of its own; what they run is in package.json. */
const COMMANDS = Object.entries(scripts)
  .map(([name, script]) => ({ name, program: /(-r \S+ (?:apps|tools)\/\S+\.ts)/.exec(script)?.[1]?.split(' ') ?? [] }))
  .filter(({ program }) => program.length > 0);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(program: readonly string[], argument: string): Promise<Ended> {
  const child = spawn(process.execPath, [...program, argument], {
    cwd: workspaceRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

describe('the commands of package.json', () => {
  it('are found', () => {
    expect(COMMANDS.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'start',
        'start:memory',
        'demo',
        'pay',
        'ops',
        'chaos',
        'simulate',
        'bench',
        'mutations',
      ]),
    );
  });

  it.each(COMMANDS)('npm run $name shows with --help how it is used, and its exit codes', async ({ program }) => {
    const { code, err, out } = await run(program, '--help');

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage:/);
    expect(out).toMatch(/Exit codes: 0/);
  });

  it.each(COMMANDS)('npm run $name refuses what it does not know with 2, and without a stack', async ({ program }) => {
    const { code, err, out } = await run(program, '--no-such-option');

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/Usage:|no-such-option/);
    expect(err).not.toMatch(/^\s+at /m);
  });
});
