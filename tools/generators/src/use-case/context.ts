/** Where the parts of a bounded context stand. */
export interface Context {
  /** Package of the domain. */
  readonly domain: string;
  /** Sources of the domain. */
  readonly source: string;
  /** The composition of the application that runs its use cases. */
  readonly composition: string;
  /** File in `composition` that provides the use cases. */
  readonly module: string;
}

export const CONTEXTS: Readonly<Record<'payments' | 'sales', Context>> = {
  payments: {
    domain: '@decouple/payments-domain',
    source: 'libs/payments/domain/src',
    composition: 'apps/customer-api/src/composition',
    module: 'customer-api.module.ts',
  },
  sales: {
    domain: '@decouple/sales-domain',
    source: 'libs/sales/domain/src',
    composition: 'apps/sales-worker/src/composition',
    module: 'sales-worker.module.ts',
  },
};
