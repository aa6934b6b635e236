import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNxRun } from './nx-run';

const STARTED = new Date('2026-01-01T12:00:00Z');

describe("the record of Nx's last run", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'decouple-nx-run-'));
    mkdirSync(join(folder, 'terminalOutputs'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function record(startTime: string, ...tasks: object[]): void {
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ run: { startTime }, tasks }));
  }

  const task = {
    taskId: 'contracts:test',
    target: 'test',
    projectName: 'contracts',
    hash: '1234',
    cacheStatus: 'local-cache-hit',
    status: 1,
  };

  it('gives each task with its result, its output and the command to run it again', () => {
    record('2026-01-01T12:00:01Z', task);
    writeFileSync(join(folder, 'terminalOutputs', '1234'), 'Tests: 1 failed, 1 total');
    expect(readNxRun(STARTED, folder)).toEqual([
      {
        name: 'contracts:test',
        succeeded: false,
        fromCache: true,
        again: 'npx nx test contracts',
        output: 'Tests: 1 failed, 1 total',
      },
    ]);
  });

  it('is not taken for the current one if it is older', () => {
    record('2026-01-01T11:59:59Z', task);
    expect(readNxRun(STARTED, folder)).toBeUndefined();
  });

  it('may be missing', () => {
    expect(readNxRun(STARTED, folder)).toBeUndefined();
  });
});
