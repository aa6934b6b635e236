import type { Mutation } from '../mutation';
import { customerApi } from '../projects';

export const CUSTOMER_API_MUTATIONS: readonly Mutation[] = [
  {
    name: 'the search for card numbers in a refused body has no end',
    file: 'apps/customer-api/src/http/payments/refuse-card-numbers.ts',
    find: 'this.characters -= Math.max(1, searched.length);',
    replace: '',
    projects: [customerApi('parse-payment-request')],
  },
  {
    name: 'bodies of any form are read up to 16 KB',
    file: 'apps/customer-api/src/http/server/fastify-adapter.ts',
    find: 'BODY_LIMIT_BYTES = 4 * 1_024',
    replace: 'BODY_LIMIT_BYTES = 16 * 1_024',
    projects: [customerApi('text-from-outside')],
  },
  {
    name: 'a malformed trace state makes a payment fail',
    file: 'apps/customer-api/src/http/payments/trace-context.ts',
    find: 'keys.has(undefined) || ',
    replace: '',
    projects: [customerApi('trace-context')],
  },
  {
    name: 'a card number in the trace state is stored',
    file: 'apps/customer-api/src/http/payments/trace-context.ts',
    find: ' || maskCardNumbers(header) !== header',
    replace: '',
    projects: [customerApi('trace-context')],
  },
  {
    name: 'a card number is taken for a client id',
    file: 'apps/customer-api/src/http/payments/client-id.ts',
    find: ' && !isCardNumber(header)',
    replace: '',
    projects: [customerApi('text-from-outside')],
  },
  {
    name: 'test codes pass as currencies',
    file: 'apps/customer-api/src/http/payments/payment-currencies.ts',
    find: 'XAF XCD',
    replace: 'XAF XXX XCD',
    projects: [customerApi('text-from-outside')],
  },
  {
    name: 'any name of an asset reaches the file system',
    file: 'apps/customer-api/src/web/serve-web.ts',
    find: 'ASSET_PATTERN.test(file)',
    replace: '(true as boolean)',
    projects: [customerApi('serve-web')],
  },
  {
    name: 'a payment that is not accepted keeps its slot',
    file: 'apps/customer-api/src/http/payments/payments.controller.ts',
    find: '      this.inFlight.leave();',
    replace: '      if (reply.sent) this.inFlight.leave();',
    projects: [customerApi('http/server/connections')],
  },
];
