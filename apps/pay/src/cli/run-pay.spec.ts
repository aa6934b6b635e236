import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@decouple/local-infra';
import { DurableAppender } from '../results/durable-appender';
import { aLine, HEADER } from '../testing/payment-file.builder';
import { problem, StubService } from '../testing/stub-service';
import { runPay } from './run-pay';

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

describe('npm run pay', () => {
  let folder: string;
  let service: StubService;
  let notes: string[];
  let interruption: AbortController;
  let ownService: string | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pay-run-'));
    service = await StubService.start();
    interruption = new AbortController();
    ownService = undefined;
  });

  afterEach(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string) => join(folder, name);
  const write = (...lines: readonly string[]) => writeFileSync(file('p.csv'), [HEADER, ...lines, ''].join('\n'));
  const someRows = (count: number) => write(...Array.from({ length: count }, (_, index) => aLine(index + 1)));
  const results = () =>
    readFileSync(file('p.csv.results.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .sort(([one], [other]) => Number(one) - Number(other));

  const pay = (...args: readonly string[]) => run(...args, '--url', service.address);

  async function run(...args: readonly string[]) {
    let [out, err] = ['', ''];
    notes = [];
    const code = await runPay(args, {
      folder,
      out: (text) => (out += text),
      err: (text) => (err += text),
      progress: {
        begin: () => undefined,
        advance: () => undefined,
        update: () => undefined,
        end: () => undefined,
        note: (text) => notes.push(text),
      },
      findService: async () => ownService,
      now: () => performance.now(),
      signal: interruption.signal,
    });
    return { code, out, err };
  }

  it('pays every row, waits for its outcome, and writes one result for each', async () => {
    someRows(3);
    const { code, err } = await pay('p.csv');

    expect(code).toBe(0);
    expect(err).toContain('3 rows of');
    expect(err).toContain('3 recorded');
    expect(results()).toEqual(
      [2, 3, 4].map((line) => [
        ...[String(line), 'recorded', expect.stringMatching(/^r-\d$/), '', ''],
        expect.stringMatching(new RegExp(`^batch-[a-p]{32}-${line}$`)),
      ]),
    );
  });

  it('ends with 1 when rows are rejected, refused or malformed; those are named and stop no other', async () => {
    write(aLine(1), 'POL-2,too,short', aLine(3), aLine(4));
    service.onPay = (policy) =>
      policy === 'POL-100003'
        ? problem(400, 'validation-failed', { errors: [{ pointer: '#/token', detail: 'must be one' }] })
        : undefined;
    service.statusOf = (requestId) =>
      requestId === service.stored.get([...service.stored.keys()].at(-1) ?? '') ? 'rejected' : 'recorded';
    const { code, out } = await pay('p.csv', '--json', '--concurrency', '1');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ...{ rows: 4, recorded: 1, rejected: 1, refused: 1, malformed: 1, open: 0, exitCode: 1 },
      results: file('p.csv.results.csv'),
    });
    expect(notes).toEqual(['Line 3 has 3 fields, and the first line has 7.']);
    expect(results().map((fields) => fields.slice(0, 5))).toEqual([
      ['2', 'recorded', 'r-1', '', ''],
      ['3', 'malformed', '', 'malformed-row', '"Line 3 has 3 fields'],
      ['4', 'refused', '', 'validation-failed', '#/token must be one'],
      ['5', 'rejected', 'r-2', 'period-already-paid', 'Already paid.'],
    ]);
  });

  it('names no more than twenty malformed rows', async () => {
    write(...Array.from({ length: 40 }, () => 'x'));
    await pay('p.csv');

    expect(notes).toHaveLength(21);
    expect(notes.at(-1)).toBe('More rows are malformed: see the results.');
  });

  it('sends requests up to the concurrency limit', async () => {
    someRows(30);
    service.holdUntil = 4;
    await pay('p.csv', '--concurrency', '4');

    expect(service.mostAtOnce).toBe(4);
  });

  it('sends a payment again with its key when it may not have arrived', async () => {
    someRows(5);
    service.onPay = (_policy, attempt) => (attempt === 1 ? 'store-and-hang-up' : undefined);

    expect((await pay('p.csv')).code).toBe(0);
    expect(service.stored.size).toBe(5);
  });

  it('does not wait for outcomes with --no-wait; without it the same command continues', async () => {
    someRows(3);
    expect((await pay('p.csv', '--no-wait')).code).toBe(0);
    expect(results().map(([, status]) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await pay('p.csv')).code).toBe(0);

    expect(results().map(([, status]) => status)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(service.requests).toBe(6);
  });

  it('asks again until a payment is final', async () => {
    someRows(2);
    service.statusOf = (_id, asked) => (asked < 2 ? 'delayed' : 'recorded');

    expect((await pay('p.csv')).code).toBe(0);
  });

  it('ends with 3, and tells where they stand, when payments get no outcome', async () => {
    someRows(2);
    service.statusOf = (id) => (id === 'r-1' ? 'parked' : 'recorded');
    const { code, err } = await pay('p.csv', '--wait', '1');

    expect(code).toBe(3);
    expect(err).toContain('1 paid, without an outcome yet');
    expect(err).toContain('Run the same command again');
    expect(
      results()
        .map(([, status]) => status)
        .sort(),
    ).toEqual(['parked', 'recorded']);
  });

  it('pays nothing again that has a result', async () => {
    someRows(4);
    await pay('p.csv');
    const { requests } = service;

    expect((await pay('p.csv')).code).toBe(0);
    expect(service.requests).toBe(requests);
  });

  it('pays nothing twice when the results are lost', async () => {
    someRows(4);
    await pay('p.csv');
    rmSync(file('p.csv.results.csv'));
    rmSync(file('p.csv.results.csv.input'));

    expect((await pay('p.csv')).code).toBe(0);
    expect(service.stored.size).toBe(4);
  });

  it('continues after a torn last line and pays that row once', async () => {
    someRows(4);
    await pay('p.csv', '--concurrency', '1');
    truncateSync(file('p.csv.results.csv'), readFileSync(file('p.csv.results.csv')).length - 5);

    expect((await pay('p.csv')).code).toBe(0);
    expect(service.stored.size).toBe(4);
    expect(results()).toHaveLength(4);
  });

  it('exits with 130 when it is interrupted, and continues from there', async () => {
    someRows(50);
    service.onPay = (policy) => {
      if (policy === 'POL-100020') interruption.abort(new Error('Ctrl-C'));
      return undefined;
    };
    const { code, err } = await pay('p.csv', '--concurrency', '3');
    expect(code).toBe(130);
    expect(err).toContain('The same command continues; no row is paid twice.');
    expect(results().length).toBeLessThan(50);

    interruption = new AbortController();
    service.onPay = () => undefined;
    expect((await pay('p.csv')).code).toBe(0);
    expect(service.stored.size).toBe(50);
    expect(results()).toHaveLength(50);
  });

  it('refuses a file that has changed, and pays nothing of it', async () => {
    someRows(2);
    await pay('p.csv');
    appendFileSync(file('p.csv'), `${aLine(9)}\n`);
    const { code, err } = await pay('p.csv');

    expect(code).toBe(2);
    expect(err).toContain('has changed since');
    expect(service.stored.size).toBe(2);
  });

  it('tells when the file is changed while it is paid', async () => {
    // More than is read at once.
    const rows = Array.from({ length: 200 }, (_, index) => `${aLine(index)},${'x'.repeat(2_000)}`);
    writeFileSync(file('p.csv'), [`${HEADER},note`, ...rows, ''].join('\n'));
    service.onPay = (policy) => {
      if (policy === 'POL-100000') appendFileSync(file('p.csv'), `${aLine(9)}\n`);
      return undefined;
    };
    const { code, err } = await pay('p.csv', '--no-wait');

    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('was changed while it was paid') as string });
  });

  it('refuses a second run on the same results', async () => {
    someRows(3);
    let second: Promise<{ code: number; err: string }> | undefined;
    service.onPay = () => {
      second ??= pay('p.csv');
      return undefined;
    };
    expect((await pay('p.csv')).code).toBe(0);

    await expect(second).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('Another run is writing') as string,
    });
  });

  it.each([401, 403, 404])('stops when the service refuses every request (%i), and continues later', async (status) => {
    someRows(3);
    service.onPay = () => problem(status, 'no-way');
    const { code, err } = await pay('p.csv');
    expect(code).toBe(3);
    expect(err).toContain(`The service refuses payments (${status}): About no-way.`);

    service.onPay = () => undefined;
    expect((await pay('p.csv')).code).toBe(0);
  });

  it('stops when the service does not know a payment that was made', async () => {
    someRows(1);
    await pay('p.csv', '--no-wait');
    service.onGet = () => problem(404, 'payment-not-found');
    const { code, err } = await pay('p.csv');

    expect(code).toBe(3);
    expect(err).toContain('Is --url the service that the batch was begun with?');
  });

  it('reports an outage once and continues after it', async () => {
    someRows(8);
    service.onPay = (_policy, attempt) => (attempt <= 4 ? [503, {}, { 'retry-after': '0' }] : undefined);

    expect((await pay('p.csv')).code).toBe(0);
    expect(notes).toEqual([expect.stringMatching(/^No response: .* Trying again at \d\d:\d\d:\d\d UTC\.$/)]);
  });

  it('sends headers that it is given', async () => {
    someRows(1);
    await pay('p.csv', '--header', 'Authorization: Bearer x');

    expect(service.lastHeaders['authorization']).toBe('Bearer x');
  });

  it.each<[readonly string[], string]>([
    [[], 'Name the file to pay.'],
    [['a.csv', 'b.csv'], 'Name one file: b.csv is too much.'],
    [['missing.csv'], 'does not exist'],
    [['.'], 'is not a file.'],
    [['p.csv', '--results', 'nowhere/results.csv'], 'for the results does not exist'],
    [['p.csv', '--concurrency', '0'], '--concurrency 0 is not a whole number from 1 to 256.'],
    [['p.csv', '--concurrency', '257'], 'is not a whole number from 1 to 256'],
    [['p.csv', '--wait', 'x'], '--wait x is not a whole number'],
    [['p.csv', '--wait', '5', '--no-wait'], 'contradict'],
    [['p.csv', '--results', 'p.csv'], 'would overwrite'],
    [['p.csv', '--header', 'secret'], '--header must be "name: value".'],
    [['p.csv', '--sum'], "Unknown option '--sum'"],
  ])('rejects the command line %j with exit code 2', async (args, message) => {
    someRows(1);
    const { code, err, out } = await pay(...args);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(service.requests).toBe(0);
  });

  it('refuses an address that is none', async () => {
    someRows(1);
    const { code, err } = await run('p.csv', '--url', 'ftp://x');

    expect([code, err.split('\n')[0]]).toEqual([2, '--url ftp://x is not an address such as http://127.0.0.1:3000.']);
  });

  it('pays through customer-api of this clone when no other is named', async () => {
    someRows(2);
    ownService = service.address;

    expect((await run('p.csv')).code).toBe(0);
    expect(service.stored.size).toBe(2);
  });

  it('ends with 5, and says how to start it, when customer-api does not run in this clone', async () => {
    someRows(1);
    const { code, err } = await run('p.csv');

    expect([code, err]).toEqual([
      5,
      'customer-api does not run in this clone. Start it with "npm start" or "npm run start:memory", or name another one: ' +
        '--url <address>.\n',
    ]);
    expect(readdirSync(folder)).toEqual(['p.csv']);
  });

  it('gives up soon with one message when nothing listens there, and continues later', async () => {
    someRows(30);
    const startedAt = performance.now();
    const { code, err } = await run('p.csv', '--url', `http://127.0.0.1:${await freePort()}`, '--give-up', '2');

    expect(code).toBe(3);
    expect(err.match(/has not answered for 2 s\. /g)).toHaveLength(1);
    expect(notes.length).toBeLessThanOrEqual(1);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect((await pay('p.csv')).code).toBe(0);
    expect(service.stored.size).toBe(30);
  });

  it('gives up on a service that takes connections and answers nothing', async () => {
    someRows(3);
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { code, err } = await run('p.csv', '--url', `http://127.0.0.1:${portOf(silent)}`, '--give-up', '1');
    silent.closeAllConnections();
    silent.close();

    expect([code, err]).toEqual([3, expect.stringContaining('The service has not answered for 1 s.')]);
  });

  it.each([
    ['does not name the columns', 'a,b\n1,2\n', 'missing: policyNumber'],
    ['separates them with semicolons', `${HEADER.replaceAll(',', ';')}\n1;2\n`, 'separates its fields with ";"'],
    ['separates them with tabs', `${HEADER.replaceAll(',', '\t')}\n`, 'separates its fields with tabs'],
    ['is the only one', `${HEADER}\n`, 'The file has no rows'],
    ['is not there', '', 'The file is empty'],
  ])(
    'refuses a file whose first line %s, writes nothing, and pays it when it is corrected',
    async (_how, text, why) => {
      writeFileSync(file('p.csv'), text);
      expect(await pay('p.csv')).toMatchObject({ code: 2, err: expect.stringContaining(why) as string });
      expect(readdirSync(folder)).toEqual(['p.csv']);

      someRows(1);
      expect((await pay('p.csv')).code).toBe(0);
    },
  );

  it.each([
    ['a folder', () => mkdirSync(file('r.csv')), 'r.csv', 'it is a folder'],
    ['below a file', () => writeFileSync(file('r'), ''), 'r/r.csv', 'its folder is a file'],
  ])('ends with 4 and one sentence when the results are %s', async (_what, prepare, results, why) => {
    someRows(1);
    prepare();
    const { code, err } = await pay('p.csv', '--results', results);

    expect([code, err.split('\n')]).toEqual([4, [expect.stringContaining(why), '']]);
    expect(service.stored.size).toBe(0);
  });

  it('exits with 4 when the results can no longer be written, and continues later', async () => {
    someRows(3);
    const append = jest.spyOn(DurableAppender.prototype, 'append');
    append.mockRejectedValueOnce(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' }));
    const { code, err } = await pay('p.csv');
    append.mockRestore();

    expect([code, err]).toEqual([4, expect.stringContaining('no space is left')]);
    expect((await pay('p.csv')).code).toBe(0);
    expect(service.stored.size).toBe(3);
  });

  it('refuses a file without columns, with exit code 2', async () => {
    writeFileSync(file('p.csv'), 'a,b\n1,2\n');

    expect(await pay('p.csv')).toMatchObject({
      code: 2,
      err: expect.stringContaining('missing: policyNumber') as string,
    });
  });

  it('shows how it is used', async () => {
    expect(await pay('--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage: npm run pay') as string,
    });
  });
});
