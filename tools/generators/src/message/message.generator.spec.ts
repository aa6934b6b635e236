import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf, workspaceTree } from '../testing/workspace-tree';
import { KIND_NAMES } from './fields';
import { generateMessage } from './message.generator';

const REGISTRY = 'libs/contracts/src/registry.ts';

describe('the message generator', () => {
  it('creates class, spec, example and consumer, and registers them', () => {
    const tree = workspaceTree();
    const next = generateMessage(tree, { name: 'payments.payment-imagined' });

    expect(Object.keys(changesOf(tree)).sort()).toEqual([
      'apps/sales-worker/src/composition/sales-worker.module.ts',
      'apps/sales-worker/src/consumers/payment-imagined-v1.consumer.spec.ts',
      'apps/sales-worker/src/consumers/payment-imagined-v1.consumer.ts',
      'docs/contracts.md',
      'libs/contracts/examples/payments.payment-imagined.v1.json',
      'libs/contracts/src/index.ts',
      'libs/contracts/src/messages/payment-imagined.v1.spec.ts',
      'libs/contracts/src/messages/payment-imagined.v1.ts',
      REGISTRY,
    ]);
    expect(next).toMatch(/^Next: /);
    expect(tree.read('docs/contracts.md', 'utf8')).toContain(
      '\n| `payments.payment-imagined.v1` | `sales` | [schema](',
    );
  });

  it('says by default which payment, and when', () => {
    const tree = workspaceTree();
    generateMessage(tree, { name: 'payments.payment-imagined' });
    const example = tree.read('libs/contracts/examples/payments.payment-imagined.v1.json', 'utf8') ?? '';

    expect(Object.keys((JSON.parse(example) as { data: object }).data)).toEqual(['paymentId', 'imaginedAt']);
  });

  it('gives the consumer to the service that reads the queue', () => {
    const tree = workspaceTree();
    generateMessage(tree, { name: 'payments.payment-imagined', queue: 'payment-status' });

    expect(tree.exists('apps/customer-api/src/consumers/payment-imagined-v1.consumer.ts')).toBe(true);
    expect(tree.read(REGISTRY, 'utf8')).toMatch(/'payment-status': \[[^\]]+PAYMENT_IMAGINED_V1/);
  });

  it('puts a later version beside the earlier one', () => {
    const tree = workspaceTree();
    const first = generateMessage(tree, { name: 'payments.payment-imagined' });
    const second = generateMessage(tree, { name: 'payments.payment-imagined.v2' });

    expect(tree.read(REGISTRY, 'utf8')).toContain(
      'sales: [PAYMENT_ACCEPTED_V1, PAYMENT_ACCEPTED_V2, PAYMENT_IMAGINED_V1, PAYMENT_IMAGINED_V2]',
    );
    expect(first).not.toContain('upcaster');
    expect(second).toContain(
      'how version 1 becomes version 2 in libs/contracts/src/upcasting/payment-imagined.upcaster.ts',
    );
  });

  it('tells in its options which kinds of fields there are', () => {
    expect(readFileSync(join(__dirname, 'schema.json'), 'utf8')).toContain(`Kinds: ${KIND_NAMES.join(', ')}.`);
  });

  it.each([
    [{ name: 'payment-imagined' }, '"payment-imagined" cannot be the name of a message'],
    [{ name: 'payments.refunded' }, 'a fact of at least two words'],
    [{ name: 'payments.Payment-Refunded' }, 'in lower case'],
    [{ name: 'payments.payment-imagined.v0' }, 'cannot be the name of a message'],
    [{ name: 'payments.payment-imagined.v2' }, 'follows payments.payment-imagined.v1, which does not exist'],
    [{ name: 'payments.payment-accepted' }, 'payments.payment-accepted.v1.json exist already'],
    [{ name: 'payments.payment-imagined', queue: 'x' }, 'There is no queue "x"; there are sales and payment-status.'],
    [{ name: 'payments.payment-imagined', fields: 'a' }, '"a" cannot be a field'],
    [{ name: 'payments.payment-imagined', fields: 'constructor:text' }, '"constructor:text" cannot be a field'],
    [
      { name: 'payments.payment-imagined', fields: 'a:money' },
      'of the kind "money", which the contracts have no rules',
    ],
    [{ name: 'payments.payment-imagined', fields: 'a:text,a:text' }, 'The field a is given twice.'],
  ])('refuses %j and changes nothing', (options, message) => {
    const tree = workspaceTree();

    expect(() => generateMessage(tree, options)).toThrow(message);
    expect(changesOf(tree)).toEqual({});
  });
});
