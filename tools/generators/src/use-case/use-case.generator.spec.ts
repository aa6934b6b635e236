import { changesOf, workspaceTree } from '../testing/workspace-tree';
import { generateUseCase } from './use-case.generator';

const STORE = 'apps/sales-worker/src/composition/store.ts';

describe('the use-case generator', () => {
  it('creates the use case and its spec, exports it and provides it', () => {
    const tree = workspaceTree();
    generateUseCase(tree, { name: 'imagine-payment', context: 'payments' });
    const changes = changesOf(tree);

    expect(Object.keys(changes).sort()).toEqual([
      'apps/customer-api/src/composition/customer-api.module.ts',
      'libs/payments/domain/src/imagine-payment/imagine-payment.use-case.spec.ts',
      'libs/payments/domain/src/imagine-payment/imagine-payment.use-case.ts',
      'libs/payments/domain/src/index.ts',
    ]);
    expect(changes['apps/customer-api/src/composition/customer-api.module.ts']).toContain(
      '{ provide: ImaginePayment, useFactory: () => new ImaginePayment(clock) }',
    );
  });

  it('takes the name in capital letters, too', () => {
    const tree = workspaceTree();
    generateUseCase(tree, { name: 'ImaginePayment', context: 'payments' });

    expect(tree.exists('libs/payments/domain/src/imagine-payment/imagine-payment.use-case.ts')).toBe(true);
  });

  it('adds a port with contract suite and in-memory adapter, and offers it where it is kept', () => {
    const tree = workspaceTree();
    generateUseCase(tree, { name: 'imagine-sale', context: 'sales', port: 'sale-fancies' });
    const changes = changesOf(tree);

    expect(Object.keys(changes).filter((path) => path.includes('sale-fancies'))).toHaveLength(4);
    expect(changes[STORE]).toContain('readonly saleFancies?: SaleFancies;');
    expect(changes['apps/sales-worker/src/composition/memory-store.ts']).toContain(
      'saleFancies: new InMemorySaleFancies()',
    );
    expect(changes['apps/sales-worker/src/composition/postgres-store.ts']).toBeUndefined();
  });

  it.each([
    [{ name: 'Cancel payment', context: 'payments' }, '"Cancel payment" cannot be the name of a use case'],
    [{ name: '../escape', context: 'payments' }, '"../escape" cannot be the name of a use case'],
    [{ name: 'cancel-', context: 'payments' }, 'joined by dashes (cancel-payment)'],
    [{ name: 'imagine-payment', context: 'shipping' }, 'There is no context "shipping"; there are payments and sales.'],
    [{ name: 'imagine-payment', context: 'payments', port: '1st' }, '"1st" cannot be the name of a port'],
    [{ name: 'flags', context: 'payments', port: 'flags' }, '"flags" cannot be both'],
    [{ name: 'get-payment', context: 'payments' }, 'get-payment.use-case.ts'],
    [{ name: 'x', context: 'payments', port: 'payment-store' }, 'payment-store.contract.ts'],
  ])('refuses %j and changes nothing', (options, message) => {
    const tree = workspaceTree();

    expect(() => generateUseCase(tree, options as never)).toThrow(message);
    expect(changesOf(tree)).toEqual({});
  });

  it('names the place that is missing instead of guessing another', () => {
    const tree = workspaceTree();
    tree.write(STORE, "import type { A } from 'a';\nexport type Store = A;\n");

    expect(() => generateUseCase(tree, { name: 'imagine-sale', context: 'sales', port: 'sale-fancies' })).toThrow(
      `${STORE} has no interface Store`,
    );
  });
});
