import type { Mutation } from '../mutation';
import { core, management, messagingPostgres, payments } from '../projects';

const CORE = 'libs/messaging/core/src';

export const TIME_MUTATIONS: readonly Mutation[] = [
  {
    name: 'the relay measures its pauses with the wall clock',
    file: `${CORE}/outbox/outbox-relay.ts`,
    find: 'const { shouldYield, monotonic, options, timers } = this.deps;',
    replace:
      'const { shouldYield, options, timers } = this.deps; const monotonic = { milliseconds: () => this.deps.clock.now().getTime() };',
    projects: [core('outbox-relay')],
  },
  {
    name: 'the rate limiter is given the wall clock',
    file: 'libs/messaging/core/src/runtime/create-messaging-runtime.ts',
    find: 'new RateLimiter(maxMessagesPerSecond, monotonic, timers)',
    replace: 'new RateLimiter(maxMessagesPerSecond, { milliseconds: () => ports.clock.now().getTime() }, timers)',
    projects: [core('create-messaging-runtime')],
  },
  {
    name: 'an outage is measured with the wall clock',
    file: `${CORE}/outage/outage-breaker.ts`,
    find: 'const { backoff, monotonic, probe, randomness, timers } = this.deps;',
    replace:
      'const { backoff, clock, probe, randomness, timers } = this.deps; const monotonic = { milliseconds: () => clock.now().getTime() };',
    projects: [core('outage-breaker')],
  },
  {
    name: 'an outbox that does not drain is measured from the last look',
    file: `${CORE}/outbox/outbox-watch.ts`,
    find: 'else if (entry !== this.first?.entry) this.first',
    replace: 'else this.first',
    projects: [core('outbox-watch')],
  },
  {
    name: 'the service says that it is ready while its outbox is stuck',
    file: 'libs/messaging/management/src/health/service-health.ts',
    find: 'outage === undefined ? isEmptied(watch) :',
    replace: 'outage === undefined ? [isEmptied, watch].length > 0 :',
    projects: [management('service-health')],
  },
  {
    name: 'entries from before the clock of the database server was set back are not recalled',
    file: 'libs/messaging/postgres/src/outbox/outbox.sql.ts',
    find: '  await database.query(RECALL_ENTRIES, [LONGEST_WAIT_SECONDS]);\n',
    replace: '  void [RECALL_ENTRIES, LONGEST_WAIT_SECONDS];\n',
    projects: [messagingPostgres('postgres-outbox-store')],
  },
  {
    name: 'a timeline shows the times of two clocks side by side',
    file: 'libs/payments/domain/src/payment/payment-transitions.ts',
    find: 'at: at.getTime() < before.getTime() ? before : at,',
    replace: 'at: before.getTime() < 0 ? before : at,',
    projects: [payments('payment-transitions')],
  },
  {
    name: 'a timeline shows what sales says although it lies in the future',
    file: 'libs/payments/domain/src/payment/payment-transitions.ts',
    find: 'const shownAt = at.getTime() < learnedAt.getTime() ? at : learnedAt;',
    replace: 'const shownAt = at.getTime() < learnedAt.getTime() ? at : at;',
    projects: [payments('payment-transitions')],
  },
  {
    name: 'the next attempt is shown by the clock of sales',
    file: 'libs/payments/domain/src/apply-sales-outcome/apply-sales-outcome.use-case.ts',
    find: 'return new Date(learnedAt.getTime() + Math.max(',
    replace: 'return new Date(Date.parse(delayedAt) + 0 * learnedAt.getTime() + Math.max(',
    projects: [payments('apply-sales-outcome')],
  },
  {
    name: 'the audit is deleted by the clock of the process',
    file: 'libs/messaging/management/src/tasks/housekeeping.ts',
    find: 'auditKeptDays, now, timers }',
    replace: 'auditKeptDays, now: async () => new Date(Date.UTC(9999, 0)), timers }',
    projects: [management('housekeeping')],
  },
];
