import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Payment, PaymentsClient } from '@decouple/client';
import { findRunning, LocalFolder, temporaryFolder, TYPESCRIPT_LOADER, WORKSPACE_ROOT } from '@decouple/local-infra';
import { writePayments } from './testing/payment-file.builder';
import { StubService } from './testing/stub-service';

const INSTANT_FETCH = join(__dirname, 'testing/instant-fetch.ts');
const PROGRAM = join(__dirname, 'main.ts');

/** A heap in which a list of the rows, or of their promises, would not fit; what the program itself needs does. */
const SMALL_HEAP_MB = 48;
const MANY_ROWS = 100_000;

interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; printed: string }>;
}

function start(args: readonly string[], nodeOptions: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [...nodeOptions, '-r', TYPESCRIPT_LOADER, PROGRAM, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += String(data)));
  const ended = once(child, 'close').then(([code, signal]) => ({
    ...{ code: code as number | null, signal: signal as NodeJS.Signals | null, printed },
  }));
  return { process: child, ended };
}

describe('the program that pays a file', () => {
  let folder: string;
  let file: string;
  let results: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pay-process-'));
    file = join(folder, 'payments.csv');
    results = `${file}.results.csv`;
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const resultCount = () => (existsSync(results) ? readFileSync(results, 'utf8').split('\n').length - 2 : 0);
  const until = async (condition: () => boolean, { ended }: Run) => {
    let over = false;
    void ended.then(() => (over = true));
    while (!condition() && !over) await new Promise((resolve) => setImmediate(resolve));
  };

  describe('with the real API and sales behind it', () => {
    const clone = temporaryFolder('pay-clone-');
    const inClone = { LOCAL_INFRA_WORKSPACE: clone.path };
    let system: ChildProcess;
    let url: string;

    beforeAll(async () => {
      const ports = { PORT: '0', MANAGEMENT_PORT: '0', API_MANAGEMENT_PORT: '0' };
      const program = join(WORKSPACE_ROOT, 'tools/one-process/src/main.ts');
      system = spawn(process.execPath, ['-r', TYPESCRIPT_LOADER, program], {
        env: { ...process.env, ...ports, ...inClone },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const folder = new LocalFolder(clone.path);
      let found: string | undefined;
      while (found === undefined) {
        if (system.exitCode !== null) throw new Error(`The system did not start: exit code ${system.exitCode}.`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        found = (await findRunning(folder))['customer-api']?.url;
      }
      url = found;
    });

    afterAll(async () => {
      system.kill('SIGTERM');
      await once(system, 'exit');
      clone.remove();
    });

    async function stored(): Promise<Payment[]> {
      const payments: Payment[] = [];
      for await (const payment of new PaymentsClient({ baseUrl: url }).listPayments({ limit: 200 }))
        payments.push(payment);
      return payments;
    }

    it('pays every row once without --url, however often and whenever it is killed', async () => {
      const rows = 600;
      await writePayments(file, rows);
      for (const enough of [1, 120, 300, 450, rows + 20]) {
        const run = start([file], [], inClone);
        await until(() => resultCount() >= enough, run);
        run.process.kill('SIGKILL');
        await run.ended;
      }
      const { code, printed } = await start([file, '--json'], [], inClone).ended;

      expect(printed).toContain(`"rows":${rows},"recorded":${rows}`);
      expect(code).toBe(0);
      const payments = await stored();
      expect(payments).toHaveLength(rows);
      expect(new Set(payments.map(({ policyNumber }) => policyNumber)).size).toBe(rows);
      const told = readFileSync(results, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(','));
      expect(told.map(([, , requestId]) => requestId).sort()).toEqual(
        payments.map(({ requestId }) => requestId).sort(),
      );
    });
  });

  it('exits with 130 on Ctrl-C and says that the same command continues', async () => {
    const service = await StubService.start();
    service.statusOf = () => 'accepted';
    await writePayments(file, 5);
    const run = start([file, '--url', service.address]);
    await until(() => resultCount() >= 5, run);
    run.process.kill('SIGINT');
    const { code, printed } = await run.ended;
    await service.stop();

    expect({ code, printed }).toEqual({
      code: 130,
      printed: expect.stringContaining('Interrupted. The same command continues; no row is paid twice.') as string,
    });
  });

  it(`pays ${MANY_ROWS.toLocaleString('en')} rows in a heap of ${SMALL_HEAP_MB} MB`, async () => {
    await writePayments(file, MANY_ROWS);
    const child = [`--max-old-space-size=${SMALL_HEAP_MB}`, '-r', TYPESCRIPT_LOADER, '-r', INSTANT_FETCH];
    const { code, printed } = await start([file, '--json', '--url', 'http://127.0.0.1:1'], child).ended;

    expect(printed).toContain(`"rows":${MANY_ROWS},"recorded":${MANY_ROWS}`);
    expect(code).toBe(0);
  }, 600_000);
});
