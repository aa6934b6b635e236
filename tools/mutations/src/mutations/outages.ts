import type { Mutation } from '../mutation';
import { core, management, paymentsPostgres, salesPostgres } from '../projects';

const BREAKER = 'libs/messaging/core/src/outage/outage-breaker.ts';
const FAILURES = 'libs/messaging/core/src/consuming/failure-handling.ts';
const REHEARSE = 'libs/messaging/postgres/src/connection/rehearse.ts';

export const OUTAGE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'an outage that comes back at once begins its pauses anew',
    file: BREAKER,
    find: 'probes: last?.probes ?? 0,',
    replace: 'probes: 0,',
    projects: [core('outage-breaker')],
  },
  {
    name: 'every return of the same outage is reported as an outage',
    file: BREAKER,
    find: 'if (last === undefined || last.relapses === 0) return undefined;',
    replace: 'if (last === undefined || last.relapses >= 0) return undefined;',
    projects: [core('outage-breaker')],
  },
  {
    name: 'a message that meets an outage comes back as soon as the first time',
    file: FAILURES,
    find: '.backoff, receiveCount, this.deps.randomness);',
    replace: '.backoff, Math.min(1, receiveCount), this.deps.randomness);',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'a restart during an outage costs each message a receive at once',
    file: FAILURES,
    find: 'this.deps.breaker.isOpen ? this.outageDelaySeconds(received) : 0',
    replace: 'this.deps.breaker.isOpen ? 0 : 0',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'the probe of the sales database writes no ledger entry',
    file: 'libs/sales/postgres/src/ledger/rehearse-recording.ts',
    find: '    await insertLedgerEntries(transaction, [entry]);\n',
    replace: '    void insertLedgerEntries;\n',
    projects: [salesPostgres('rehearse-recording')],
  },
  {
    name: 'the probe of the customer database only opens a transaction',
    file: 'libs/payments/postgres/src/store/rehearse-acceptance.ts',
    find: 'rehearse(dataSource, resource, (transaction) => insertPayments(transaction, [aPayment()]))',
    replace: 'rehearse(dataSource, resource, async () => void [insertPayments, aPayment])',
    projects: [paymentsPostgres('rehearse-acceptance')],
  },
  {
    name: 'what a probe writes stays in the database',
    file: REHEARSE,
    find: '      throw new RolledBack();\n',
    replace: '',
    projects: [salesPostgres('rehearse-recording'), paymentsPostgres('rehearse-acceptance')],
  },
  {
    name: 'everyone who asks for health makes the database write',
    file: 'libs/messaging/management/src/health/service-health.ts',
    find: 'database: await database.latest(),',
    replace: 'database: await answers(probe, timers),',
    projects: [management('service-health')],
  },
  {
    name: 'a statement that the database rejects looks like an outage to the probe',
    file: 'libs/messaging/postgres/src/connection/rehearse.ts',
    find: 'error instanceof RolledBack || error instanceof StatementError',
    replace: 'error instanceof RolledBack',
    projects: [salesPostgres('rehearse')],
  },
];
