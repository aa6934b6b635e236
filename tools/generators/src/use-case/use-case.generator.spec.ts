import { changesOf, workspaceTree } from '../testing/workspace-tree';
import { generateUseCase } from './use-case.generator';

const STORE = 'apps/sales-worker/src/composition/store.ts';

describe('the use-case generator', () => {
  it('creates the use case and its spec, exports it and provides it', () => {
    const tree = workspaceTree();
    generateUseCase(tree, { name: 'cancel-payment', context: 'payments' });
    const changes = changesOf(tree);

    expect(Object.keys(changes).sort()).toEqual([
      'apps/customer-api/src/composition/customer-api.module.ts',
      'libs/payments/domain/src/cancel-payment/cancel-payment.use-case.spec.ts',
      'libs/payments/domain/src/cancel-payment/cancel-payment.use-case.ts',
      'libs/payments/domain/src/index.ts',
    ]);
    expect(changes['apps/customer-api/src/composition/customer-api.module.ts']).toContain(
      '{ provide: CancelPayment, useFactory: () => new CancelPayment(clock) }',
    );
  });

  it('takes the name in capital letters, too', () => {
    const tree = workspaceTree();
    generateUseCase(tree, { name: 'CancelPayment', context: 'payments' });

    expect(tree.exists('libs/payments/domain/src/cancel-payment/cancel-payment.use-case.ts')).toBe(true);
  });

  it('adds a port with contract suite and in-memory adapter, and offers it where it is kept', () => {
    const tree = workspaceTree();
    generateUseCase(tree, { name: 'flag-sale', context: 'sales', port: 'sale-flags' });
    const changes = changesOf(tree);

    expect(Object.keys(changes).filter((path) => path.includes('sale-flags'))).toHaveLength(4);
    expect(changes[STORE]).toContain('readonly saleFlags?: SaleFlags;');
    expect(changes['apps/sales-worker/src/composition/memory-store.ts']).toContain(
      'saleFlags: new InMemorySaleFlags()',
    );
    expect(changes['apps/sales-worker/src/composition/postgres-store.ts']).toBeUndefined();
  });

  it.each([
    [{ name: 'Cancel payment', context: 'payments' }, '"Cancel payment" cannot be the name of a use case'],
    [{ name: '../escape', context: 'payments' }, '"../escape" cannot be the name of a use case'],
    [{ name: 'cancel-', context: 'payments' }, 'joined by dashes (cancel-payment)'],
    [{ name: 'cancel-payment', context: 'shipping' }, 'There is no context "shipping"; there are payments and sales.'],
    [{ name: 'cancel-payment', context: 'payments', port: '1st' }, '"1st" cannot be the name of a port'],
    [{ name: 'flags', context: 'payments', port: 'flags' }, '"flags" cannot be both'],
    [{ name: 'get-payment', context: 'payments' }, 'get-payment.use-case.ts'],
    [{ name: 'x', context: 'payments', port: 'payment-store' }, 'payment-store.port.ts'],
  ])('refuses %j and changes nothing', (options, message) => {
    const tree = workspaceTree();

    expect(() => generateUseCase(tree, options as never)).toThrow(message);
    expect(changesOf(tree)).toEqual({});
  });

  it('names the place that is missing instead of guessing another', () => {
    const tree = workspaceTree();
    tree.write(STORE, "import type { A } from 'a';\nexport type Store = A;\n");

    expect(() => generateUseCase(tree, { name: 'flag-sale', context: 'sales', port: 'sale-flags' })).toThrow(
      `${STORE} has no interface Store`,
    );
  });
});
