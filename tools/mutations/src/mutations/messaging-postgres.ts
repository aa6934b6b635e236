import type { Mutation } from '../mutation';
import { messagingPostgres, paymentsPostgres } from '../projects';

const MESSAGING_POSTGRES = 'libs/messaging/postgres/src';

export const MESSAGING_POSTGRES_MUTATIONS: readonly Mutation[] = [
  {
    name: 'two relays wait for the same entries instead of skipping them',
    file: `${MESSAGING_POSTGRES}/outbox/claim-statement.ts`,
    find: 'for update skip locked',
    replace: 'for update',
    projects: [messagingPostgres('outbox')],
  },
  {
    name: 'outbox entries are not locked at all',
    file: `${MESSAGING_POSTGRES}/outbox/claim-statement.ts`,
    find: 'for update skip locked',
    replace: '',
    projects: [messagingPostgres('outbox')],
  },
  {
    name: 'plans that scan whole tables are kept',
    file: `${MESSAGING_POSTGRES}/connection/create-data-source.ts`,
    find: '      options: PLANS_THAT_LAST,\n',
    replace: '',
    projects: [paymentsPostgres('many-rows')],
  },
  {
    name: 'a statement is waited for without an end',
    file: `${MESSAGING_POSTGRES}/connection/transaction.ts`,
    find: 'setTimeout(() => reject(new Error(TIMED_OUT)), this.answerTimeoutMilliseconds)',
    replace: 'setTimeout(() => undefined, this.answerTimeoutMilliseconds)',
    projects: [messagingPostgres('connection')],
  },
  {
    name: 'the sequence of a dead letter is drawn before anything is locked',
    file: `${MESSAGING_POSTGRES}/dead-letters/postgres-dead-letter-store.ts`,
    find: `      await deleteAttempts(transaction, deadLetter);
      await upsertDeadLetters(transaction, [deadLetter]);
      const [sequence = 0] = await nextSequences(transaction, 1);
`,
    replace: `      const [sequence = 0] = await nextSequences(transaction, 1);
      await transaction.query('select pg_sleep(0.05)');
      await deleteAttempts(transaction, deadLetter);
      await upsertDeadLetters(transaction, [deadLetter]);
`,
    projects: [messagingPostgres('attempts')],
  },
  {
    name: 'attempts of one message are counted for all queues together',
    file: `${MESSAGING_POSTGRES}/attempts/count-failure.ts`,
    find: '[queue, source, id].map(storableText)',
    replace: "[queue && 'any', source, id].map(storableText)",
    projects: [messagingPostgres('attempts')],
  },
  {
    name: 'a count that was kept without a queue starts again',
    file: `${MESSAGING_POSTGRES}/attempts/count-failure.ts`,
    find: "and queue = ''",
    replace: 'and false',
    projects: [messagingPostgres('migrations')],
  },
  {
    name: 'a message is added to the outbox outside a transaction',
    file: `${MESSAGING_POSTGRES}/outbox/postgres-outbox.ts`,
    find: 'return (runner.queryRunner ?? runner).isTransactionActive === true;',
    replace: 'return true;',
    projects: [messagingPostgres('postgres-outbox.int')],
  },
  {
    name: 'a member of a group that fails takes its neighbours with it',
    file: `${MESSAGING_POSTGRES}/group-commit/group-commit.ts`,
    find: 'if (group.length > 1 && !(error instanceof InfrastructureError)) await this.commitOneByOne(group);\n      else for',
    replace: 'for',
    projects: [messagingPostgres('group-commit')],
  },
  {
    name: 'a value that holds what separates values is taken for two',
    file: `${MESSAGING_POSTGRES}/columns/delimited-columns.ts`,
    find: '        if (text.includes(separator)) return undefined;\n',
    replace: '',
    projects: [messagingPostgres('delimited-columns')],
  },
  {
    name: 'a transaction is not run again when its session was stale',
    file: `${MESSAGING_POSTGRES}/connection/database.ts`,
    find: "else if (attempt.transaction?.isLost === true && attempt.stage === 'repeatable') lostSessions += 1;",
    replace: '',
    projects: [messagingPostgres('stale-sessions')],
  },
  {
    name: 'a transaction is run again when its session ends while it commits',
    file: `${MESSAGING_POSTGRES}/connection/database.ts`,
    find: "if (attempt.stage === 'repeatable') attempt.stage = 'committing';",
    replace: '',
    projects: [messagingPostgres('stale-sessions')],
  },
  {
    name: 'work that must not be repeated is repeated on a new session',
    file: `${MESSAGING_POSTGRES}/connection/database.ts`,
    find: "        attempt.stage = 'irrevocable';\n",
    replace: '',
    projects: [messagingPostgres('stale-sessions')],
  },
  {
    name: 'one stale session leaves the other sessions of the pool stale',
    file: `${MESSAGING_POSTGRES}/connection/database.ts`,
    find: 'if (transaction.isLost) this.pool.renewAllAsOldAs(connection);',
    replace: '',
    projects: [messagingPostgres('stale-sessions')],
  },
  {
    name: 'a stale session goes back to the pool',
    file: `${MESSAGING_POSTGRES}/connection/database.ts`,
    find: 'await release(usable && !transaction.isBroken);',
    replace: 'await release(true);',
    projects: [messagingPostgres('connection')],
  },
  {
    name: 'a widened column counts as a fault of the statement',
    file: `${MESSAGING_POSTGRES}/errors/infrastructure-code.ts`,
    find: "return 'routine' in error && error.routine === PLAN_CHANGED.routine ? code : undefined;",
    replace: 'return undefined;',
    projects: [messagingPostgres('stale-sessions')],
  },
  {
    name: 'what was sent is sent again when its session was stale',
    file: `${MESSAGING_POSTGRES}/outbox/postgres-outbox-store.ts`,
    find: 'if (batch === undefined || !isStaleSession(error)) throw error;',
    replace: 'if (error !== undefined) throw error;',
    projects: [messagingPostgres('outbox')],
  },
  {
    name: 'a migration waits for a lock as long as it takes, and everything behind it',
    file: `${MESSAGING_POSTGRES}/connection/migrate.ts`,
    find: '`${lockTimeoutMilliseconds}ms`',
    replace: "'0'",
    projects: [messagingPostgres('migrate')],
  },
  {
    name: 'an outbox claim steps over everything that was ever sent',
    file: `${MESSAGING_POSTGRES}/outbox/claim-bound.ts`,
    find: 'if (this.bound !== undefined || deleted > TOLERATED_DELETED_ROWS) this.bound = moment;',
    replace: '',
    projects: [messagingPostgres('old-snapshot')],
  },
  {
    name: 'entries behind the bound of the claims are never looked for',
    file: `${MESSAGING_POSTGRES}/outbox/outbox-claims.ts`,
    find: 'if (range === undefined) return [];',
    replace: 'if (range !== undefined || range === undefined) return [];',
    projects: [messagingPostgres('old-snapshot')],
  },
  {
    name: 'the bound of the claims passes entries that the broker did not take',
    file: `${MESSAGING_POSTGRES}/outbox/postgres-outbox-store.ts`,
    find: "return delivery !== undefined && delivery.status !== 'unavailable';",
    replace: 'return delivery !== undefined;',
    projects: [messagingPostgres('old-snapshot')],
  },
  {
    name: 'the backlog is measured by stepping over everything that was ever sent',
    file: `${MESSAGING_POSTGRES}/outbox/postgres-outbox-store.ts`,
    find: 'measureOutboxBacklog(this.database, this.claims.since)',
    replace: "measureOutboxBacklog(this.database, '-infinity')",
    projects: [messagingPostgres('old-snapshot')],
  },
  {
    name: 'a restored database announces with numbers that were used before the backup was restored',
    file: `${MESSAGING_POSTGRES}/tables/next-sequences.ts`,
    find: 'Number(behind) > TOLERATED_LAG_MICROSECONDS',
    replace: 'behind === undefined && TOLERATED_LAG_MICROSECONDS > 0',
    projects: [messagingPostgres('attempts')],
  },
  {
    name: 'a replaced file of authorities counts only after a restart',
    file: `${MESSAGING_POSTGRES}/connection/authorities-file.ts`,
    find: "if (content.trim() !== '') this.last = content;",
    replace: '',
    projects: [messagingPostgres('rotated-certificate')],
  },
  {
    name: 'a file of authorities that is away for a moment ends all new connections',
    file: `${MESSAGING_POSTGRES}/connection/authorities-file.ts`,
    find: '    } catch {\n',
    replace: '    } catch (error) {\n      throw error;\n',
    projects: [messagingPostgres('authorities-file')],
  },
  {
    name: 'credentials that the database refused are used for the next token, too',
    file: `${MESSAGING_POSTGRES}/connection/cleanup-on-auth-failure-client.ts`,
    find: "REFUSED.test(error.code ?? '')",
    replace: 'false',
    projects: [messagingPostgres('iam-log-in')],
  },
];
