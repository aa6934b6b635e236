import type { Mutation } from '../mutation';
import { sales, salesPostgres } from '../projects';

export const SALES_MUTATIONS: readonly Mutation[] = [
  {
    name: 'the total of a month keeps a payment that is no longer recorded',
    file: 'libs/sales/postgres/src/ledger/add-to-monthly-totals.ts',
    find: '  for (const entry of removed) count(additions, entry, -1);\n',
    replace: '',
    projects: [salesPostgres('sales-ledger')],
  },
  {
    name: 'the key of the ledger is ignored: a payment is recorded at each delivery',
    file: 'libs/sales/postgres/src/ledger/insert-ledger-entries.ts',
    find: '  on conflict do nothing\n  returning payment_id\n',
    replace: '  returning payment_id\n',
    projects: [salesPostgres('ledger')],
  },
  {
    name: 'a month is paid twice',
    file: 'libs/sales/domain/src/sale/sale-rules.ts',
    find: 'if (history.paidBy !== undefined) {',
    replace: 'if (false as boolean) {',
    projects: [sales('sale-rules')],
  },
  {
    name: 'a reply does not say which sender it is for',
    file: 'libs/sales/domain/src/record-sale/sales-answers.ts',
    find: '    destination: payment.source,\n',
    replace: '',
    projects: [sales('sales-answers')],
  },
];
