import type { Mutation } from '../mutation';
import { client } from '../projects';

const PAYMENTS = 'libs/client/src/payments';

export const CLIENT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'the client gives up an event stream that ends while an instance stops',
    file: `${PAYMENTS}/follow-payment.ts`,
    find: 'if (!hasNews || stream.readyState !== CONNECTING) return giveUp();',
    replace: 'return giveUp();',
    projects: [client('follow-payment')],
  },
  {
    name: 'the client waits for a closed event stream to connect again',
    file: `${PAYMENTS}/follow-payment.ts`,
    find: 'if (!hasNews || stream.readyState !== CONNECTING) return giveUp();',
    replace: 'if (!hasNews) return giveUp();',
    projects: [client('follow-payment')],
  },
  {
    name: 'the client waits without end for an event stream that connects again',
    file: `${PAYMENTS}/follow-payment.ts`,
    find: '      silence = setTimeout(giveUp, RECONNECTED_WITHIN_MS);\n',
    replace: '',
    projects: [client('follow-payment')],
  },
  {
    name: 'the client gives a stream no time for the pause that its retry field asks for',
    file: `${PAYMENTS}/follow-payment.ts`,
    find: 'const RECONNECTED_WITHIN_MS = 3_000 + FIRST_NEWS_WITHIN_MS;',
    replace: 'const RECONNECTED_WITHIN_MS = FIRST_NEWS_WITHIN_MS;',
    projects: [client('follow-payment')],
  },
  {
    name: 'the client asks again at once although the service asks it to stay away',
    file: `${PAYMENTS}/payment-watch.ts`,
    find: 'return advice === undefined || advice <= LONGEST_HOLD_MS ? 0 : advice;',
    replace: 'return advice === undefined || advice <= LONGEST_HOLD_MS ? 0 : LONGEST_HOLD_MS;',
    projects: [client('wait-for-outcome')],
  },
  {
    name: 'the client outstays its time when the service advises a long pause',
    file: `${PAYMENTS}/wait-for-outcome.ts`,
    find: 'const pause = pauseFor(Math.min(pauseMs, until - performance.now()), signal);',
    replace: 'const pause = pauseFor(pauseMs, signal);',
    projects: [client('wait-for-outcome')],
  },
];
