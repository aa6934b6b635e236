import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysOf } from '../input/fingerprint';
import type { Result, ResultStatus } from './result';
import { RESULT_HEADER } from './result';
import { ResultsFile } from './results-file';

const FINGERPRINT = { sha256: 'ab'.repeat(32), lines: 10 };
const OTHER = { sha256: 'cd'.repeat(32), lines: 10 };

describe('the results file', () => {
  let folder: string;
  let path: string;
  const opened: ResultsFile[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pay-results-'));
    path = join(folder, 'results.csv');
  });

  afterEach(async () => {
    for (const results of opened.splice(0)) await results.close();
    rmSync(folder, { recursive: true });
  });

  async function open(fingerprint = FINGERPRINT): Promise<ResultsFile> {
    const results = await ResultsFile.open(path, 'payments.csv', fingerprint);
    opened.push(results);
    return results;
  }
  const result = (line: number, status: ResultStatus): Result => ({
    ...{ line, status, requestId: `r-${line}`, problem: '', detail: 'a, "b"' },
    idempotencyKey: keysOf(FINGERPRINT).of(line),
  });
  const lines = () => readFileSync(path, 'utf8').split('\n');
  const openLines = async (results: ResultsFile) => {
    const found: number[] = [];
    for await (const { line } of results.openPayments()) found.push(line);
    return found;
  };

  it('restores its results when it is opened again', async () => {
    const results = await open();
    await Promise.all([results.append(result(2, 'accepted')), results.append(result(3, 'refused'))]);
    await results.append(result(2, 'recorded'));
    const { damaged, states } = await open();

    expect([states.get(1), states.get(2), states.get(3), states.size]).toEqual([undefined, 'recorded', 'refused', 2]);
    expect(damaged).toBe(0);
    expect(lines()[0]).toBe(RESULT_HEADER);
  });

  it('has a result on the disk when append resolves', async () => {
    await (await open()).append(result(2, 'accepted'));

    expect(lines()).toHaveLength(3);
  });

  it.each([1, 10, 40])('forgets a last line that lacks its last %i bytes', async (missing) => {
    const results = await open();
    await results.append(result(2, 'recorded'));
    await results.append(result(3, 'recorded'));
    truncateSync(path, readFileSync(path).length - missing);
    const again = await open();
    await again.append(result(4, 'recorded'));

    expect([again.states.get(2), again.states.get(3), again.damaged]).toEqual(['recorded', undefined, 0]);
    expect(lines().map((line) => line.split(',')[0])).toEqual(['line', '2', '4', '']);
  });

  it('begins anew where not even the header was written', async () => {
    await open();
    writeFileSync(path, 'line,sta');
    await open();

    expect(lines()).toEqual([RESULT_HEADER, '']);
  });

  it('counts damaged lines, continues, and removes them', async () => {
    await (await open()).append(result(2, 'recorded'));
    appendFileSync(path, '\0\0\0\n3,paid,,,,\n');
    const results = await open();
    expect(results.damaged).toBe(2);
    await results.tidy();

    expect(lines()).toHaveLength(3);
  });

  it('lists open payments by their last result', async () => {
    const results = await open();
    for (const line of [2, 3, 4]) await results.append(result(line, 'accepted'));
    await results.append(result(3, 'recorded'));
    await results.append(result(4, 'delayed'));

    expect(await openLines(results)).toEqual([2, 4]);
  });

  it('leaves one line for each row when it is tidied, and can be appended to after that', async () => {
    const results = await open();
    for (const status of ['accepted', 'delayed', 'accepted', 'recorded'] as const)
      await results.append(result(2, status));
    await results.append(result(3, 'accepted'));
    await results.tidy();
    await results.append(result(4, 'accepted'));

    expect(lines().map((line) => line.split(',').slice(0, 2).join())).toEqual([
      ...['line,status', '2,recorded', '3,accepted', '4,accepted', ''],
    ]);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('is not written again when there is nothing to tidy', async () => {
    const results = await open();
    await results.append(result(2, 'recorded'));
    rmSync(path);
    await results.tidy();

    expect(existsSync(path)).toBe(false);
  });

  it('refuses an input that has changed', async () => {
    await open();

    await expect(open(OTHER)).rejects.toThrow('payments.csv has changed since');
  });

  it('refuses results of another content, also when the note beside them is lost', async () => {
    await (await open()).append(result(2, 'recorded'));
    rmSync(`${path}.input`);

    await expect(open(OTHER)).rejects.toThrow('payments.csv has changed since');
  });
});
