import type { Mutation } from '../mutation';
import { payments, paymentsPostgres } from '../projects';

export const PAYMENTS_MUTATIONS: readonly Mutation[] = [
  {
    name: 'announcements are not taken in the order of the facts',
    file: 'libs/payments/domain/src/payment/payment-transitions.ts',
    find: 'outcomeSequence === undefined || sequence > outcomeSequence',
    replace: 'true',
    projects: [payments('payment-transitions'), payments('apply-sales-outcome')],
  },
  {
    name: 'a payment whose message is refused for ever stays as if it were on its way',
    file: 'libs/payments/postgres/src/store/settle-payments.ts',
    find: 'parkRefused(payment, tries, at)',
    replace: 'payment',
    projects: [paymentsPostgres('payment-store')],
  },
  {
    name: 'payments that were refused for their key are told to be stored',
    file: 'libs/payments/postgres/src/store/insert-payments.ts',
    find: 'where payment_id not in (select id from stored)',
    replace: 'where false',
    projects: [paymentsPostgres('payment-store')],
  },
  {
    name: 'the same key stands for another payment without anybody noticing',
    file: 'libs/payments/domain/src/accept-payment/accept-payment.use-case.ts',
    find: 'if (!sameOrder(result.existing.order, order))',
    replace: 'if (false as boolean)',
    projects: [payments('accept-payment')],
  },
  {
    name: 'idempotency keys of one client are looked up across clients',
    file: 'libs/payments/postgres/src/store/find-payments-by-key.ts',
    find: 'payments.client_id = wanted.client_id and ',
    replace: '',
    projects: [paymentsPostgres('payment-store')],
  },
  {
    name: 'a late answer moves a payment back',
    file: 'libs/payments/domain/src/payment/payment-transitions.ts',
    find: 'at.getTime() > outcomeAt.getTime()',
    replace: 'true',
    projects: [payments('payment-transitions'), payments('apply-sales-outcome')],
  },
  {
    name: 'a final answer is overwritten',
    file: 'libs/payments/domain/src/payment/payment-transitions.ts',
    find: '  if (isFinal(payment)) return payment;\n',
    replace: '',
    projects: [payments('payment-transitions'), payments('apply-sales-outcome')],
  },
  {
    name: 'reconciliation forgets what it has told again',
    file: 'libs/payments/postgres/src/overdue/postgres-overdue-payments.ts',
    find: '      await noteReemissions(session, ids, selection.now);\n',
    replace: '      void ids;\n      void noteReemissions;\n',
    projects: [paymentsPostgres('overdue')],
  },
];
