import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { EmptyProject } from './empty-project';
import { PackedPackage } from './packed-package';
import { describePublishedPackage } from './testing/published-package.contract';

const CLIENT = join(resolve(__dirname, '../../..'), 'dist/packages/client');

/** Small compared with the 200 KB of the first page. */
const LARGEST_BUNDLE_BYTES = 5 * 1_024;

/** In any of the languages, after imports of their own: what another team does with the package. */
const USE = `
  const answers = [
    () => new Response('busy', { status: 503, headers: { 'retry-after': '0' } }),
    () => Response.json({ requestId: 'r-1', status: 'accepted', final: false }, { status: 202 }),
    () => Response.json({ requestId: 'r-1', status: 'recorded', final: true }),
    () => Response.json({ type: '/problems/payment-not-found', title: 'None', status: 404 }, { status: 404 }),
  ];
  const fetch = async () => answers.shift()();
  const client = new PaymentsClient({ baseUrl: 'https://payments.example.com', fetch, firstPauseMs: 1 });
  const main = async () => {
    const { requestId } = await client.pay(order, { idempotencyKey: 'mine' });
    const { status } = await client.waitForOutcome(requestId, { timeoutMs: 5_000 });
    try {
      await client.getPayment('other');
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      console.log(requestId, status, error.code);
    }
  };
  void main();
`;
const PRINTED = 'r-1 recorded payment-not-found\n';

const ORDER = `{
  policyNumber: 'POL-100001', customerId: 'CUST-1001', billingPeriod: '2026-11',
  amount: { value: '4999', currency: 'EUR' }, paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
}`;
const IMPORT = "import { PaymentsClient, ProblemError } from '@decouple/client';";
/** Typed, so that the compiler has something to hold the package to. */
const TYPED = `
  import { type Payment, type PaymentRequest } from '@decouple/client';
  const order: PaymentRequest = ${ORDER};
  export const isLate = ({ reason, status }: Payment): boolean => status === 'delayed' && reason?.code === 'x';
`;
const USE_TYPED = USE.replace('answers.shift()()', "(answers.shift() ?? (() => new Response('')))()");

const CONSUMERS: Readonly<Record<string, string>> = {
  'plain.mjs': `${IMPORT} const order = ${ORDER}; ${USE}`,
  'plain.cjs': `const { PaymentsClient, ProblemError } = require('@decouple/client'); const order = ${ORDER}; ${USE}`,
  'typed.mts': `${IMPORT} ${TYPED} ${USE_TYPED}`,
  'typed.cts': `${IMPORT} ${TYPED} ${USE_TYPED}`,
};

describe('@decouple/client, as published', () => {
  let packed: PackedPackage;
  let project: EmptyProject;

  beforeAll(() => {
    packed = PackedPackage.of(CLIENT);
    project = EmptyProject.create();
    project.install(packed.tarball);
    for (const [file, program] of Object.entries(CONSUMERS)) project.write(file, program);
  });

  afterAll(() => {
    project.remove();
    packed.remove();
  });

  describePublishedPackage(
    {
      name: '@decouple/client',
      folder: 'libs/client',
      dependencies: [],
      installed: ['@decouple/client'],
      files: ['dist/index.js.map', 'dist/generated/openapi.d.ts'],
      declarations: [],
      printed: PRINTED,
      atLeast: { names: 5, maps: 10 },
    },
    () => ({ packed, project }),
  );

  it('makes a payment without an amount an error of the compiler', () => {
    project.write(
      'wrong.mts',
      `${IMPORT} void new PaymentsClient({ baseUrl: '' }).pay({ policyNumber: 'POL-1' }); void ProblemError;`,
    );
    expect(() => project.compile('bundler', 'wrong.mts')).toThrow(/wrong\.mts/);
  });

  it('makes a small bundle', () => {
    project.write('all.mjs', "export * from '@decouple/client';");
    project.bundle('all.mjs', 'all-bundled.mjs');
    const { code } = transformSync(readFileSync(join(project.folder, 'all-bundled.mjs'), 'utf8'), { minify: true });

    expect(gzipSync(code).length).toBeLessThan(LARGEST_BUNDLE_BYTES);
  });

  it('makes a bundle for browsers, with nothing of Node in it', () => {
    project.bundle('plain.mjs', 'bundled.mjs');
    const bundle = readFileSync(join(project.folder, 'bundled.mjs'), 'utf8');
    const required = [...bundle.matchAll(/(?:require\w*|import|from)\s*\(?\s*["']([^"']+)["']/g)].map(
      ([, name = '']) => name,
    );

    expect(project.run('bundled.mjs')).toBe(PRINTED);
    expect(required.filter((name) => isBuiltin(name))).toEqual([]);
    expect(bundle).not.toMatch(/\bprocess\.|\bBuffer\b/);
  });
});
