import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ScratchCopy } from '@decouple/scratch-copy';

const WORKSPACE = resolve(__dirname, '../../..');
/** Compiles the libraries below the generated code from nothing. */
const LONGEST_RUN_MILLISECONDS = 900_000;

const APPS = ['apps/customer-api', 'apps/sales-worker'];
const EVERY_KIND =
  'a:amount,b:attempt-count,c:billing-period,d:customer-id,e:payment-id,' +
  'f:payment-method-type,g:policy-number,h:reason,i:text,j:timestamp';

/** The generators as a person runs them, in a copy of the workspace: nothing that they write is touched up here. */
describe('generated code', () => {
  let copy: ScratchCopy;

  beforeAll(() => {
    copy = ScratchCopy.of(WORKSPACE);
  });

  afterAll(() => copy.remove());

  /** @param program of an installed package, such as `nx/bin/nx.js` */
  function run(program: string, ...args: readonly string[]): { succeeded: boolean; output: string } {
    const { status, stderr, stdout } = spawnSync(process.execPath, [join('node_modules', program), ...args], {
      cwd: copy.folder,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: copy.folder },
      timeout: LONGEST_RUN_MILLISECONDS,
    });
    // Nx prints colours whenever a parent process requests them.
    return { succeeded: status === 0, output: stripVTControlCharacters(stdout + stderr) };
  }

  const generate = (generator: string, ...args: readonly string[]) =>
    run('nx/dist/bin/nx.js', 'g', `@decouple/tools:${generator}`, ...args, '--no-interactive');
  const read = (path: string): string => readFileSync(join(copy.folder, path), 'utf8');

  it(
    'shows what a dry run would do, and does nothing',
    () => {
      const index = read('libs/payments/domain/src/index.ts');
      const { output, succeeded } = generate('use-case', 'imagine-payment', '--context=payments', '--dry-run');

      expect({ succeeded, output }).toMatchObject({ succeeded: true });
      expect(output).toContain('CREATE libs/payments/domain/src/imagine-payment/imagine-payment.use-case.ts');
      expect(read('libs/payments/domain/src/index.ts')).toBe(index);
      expect(existsSync(join(copy.folder, 'libs/payments/domain/src/imagine-payment'))).toBe(false);
    },
    LONGEST_RUN_MILLISECONDS,
  );

  it(
    'passes formatting, types, lint and tests untouched, and says what to do next',
    () => {
      const runs = [
        generate(
          'message',
          'payments.payment-imagined',
          '--fields=paymentId:payment-id,amount:amount,refundedAt:timestamp',
        ),
        generate('message', 'sales.sale-noted', `--fields=${EVERY_KIND}`),
        generate('use-case', 'imagine-payment', '--context=payments'),
        generate('use-case', 'imagine-sale', '--context=sales', '--port=sale-fancies'),
        generate('adapter', 'OutboxStore', 'imaginary'),
        generate('adapter', 'MessageSource', 'imaginary'),
        generate('adapter', 'SaleFancies', 'postgres'),
      ];
      for (const it of runs) expect(it).toMatchObject({ succeeded: true, output: expect.stringContaining('Next: ') });

      const domains = ['libs/contracts', 'libs/payments/domain', 'libs/sales/domain'];
      const compositions = APPS.flatMap((app) => [`${app}/src/composition`, `${app}/src/consumers`]);
      const imaginary = 'libs/messaging/imaginary';
      const fancies = 'libs/sales/postgres/src/sale-fancies';
      const checks = [
        run(
          'prettier/bin/prettier.cjs',
          '--check',
          ...domains,
          'docs/contracts',
          ...compositions,
          imaginary,
          fancies,
          'tsconfig.json',
        ),
        run('typescript/bin/tsc', '-b', ...APPS, ...domains, imaginary, 'libs/sales/postgres'),
        run('eslint/bin/eslint.js', ...domains, ...compositions, imaginary, fancies),
        run('jest/bin/jest.js', '-c', 'libs/payments/domain/jest.config.cjs', 'imagine-payment'),
        run('jest/bin/jest.js', '-c', 'libs/sales/domain/jest.config.cjs', 'imagine-sale', 'sale-fancies'),
        run('jest/bin/jest.js', '-c', `${imaginary}/jest.config.cjs`),
        run('jest/bin/jest.js', '-c', 'libs/contracts/jest.config.cjs'),
        run('jest/bin/jest.js', '-c', 'tools/contracts/jest.config.cjs', 'src/documents'),
        ...APPS.map((app) => run('jest/bin/jest.js', '-c', `${app}/jest.config.cjs`, 'composition/start', 'consumers')),
        run('nx/dist/bin/nx.js', 'sync:check'),
      ];
      expect(checks.filter(({ succeeded }) => !succeeded).map(({ output }) => output)).toEqual([]);
    },
    LONGEST_RUN_MILLISECONDS,
  );
});
