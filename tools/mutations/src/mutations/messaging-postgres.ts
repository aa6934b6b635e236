import type { Mutation } from '../mutation';
import { messagingPostgres, paymentsPostgres } from '../projects';

const MESSAGING_POSTGRES = 'libs/messaging/postgres/src';

export const MESSAGING_POSTGRES_MUTATIONS: readonly Mutation[] = [
  {
    name: 'two relays wait for the same entries instead of skipping them',
    file: `${MESSAGING_POSTGRES}/outbox/claim-outbox-entries.ts`,
    find: 'for update skip locked',
    replace: 'for update',
    projects: [messagingPostgres('outbox')],
  },
  {
    name: 'outbox entries are not locked at all',
    file: `${MESSAGING_POSTGRES}/outbox/claim-outbox-entries.ts`,
    find: 'for update skip locked',
    replace: '',
    projects: [messagingPostgres('outbox')],
  },
  {
    name: 'plans that scan whole tables are kept for ever',
    file: `${MESSAGING_POSTGRES}/connection/create-data-source.ts`,
    find: '      options: PLANS_THAT_LAST,\n',
    replace: '',
    projects: [paymentsPostgres('many-rows')],
  },
  {
    name: 'a statement is waited for without an end',
    file: `${MESSAGING_POSTGRES}/connection/forgetting-client.ts`,
    find: 'setTimeout(() => reject(new Error(TIMED_OUT)), timeoutMilliseconds)',
    replace: 'setTimeout(() => undefined, timeoutMilliseconds)',
    projects: [messagingPostgres('connection')],
  },
  {
    name: 'the sequence of a dead letter is drawn before anything is locked',
    file: `${MESSAGING_POSTGRES}/dead-letters/postgres-dead-letter-store.ts`,
    find: `      await forgetAttempts(session, letter);
      await upsertDeadLetters(session, [letter]);
      const [sequence = 0] = await nextSequences(session, 1);
`,
    replace: `      const [sequence = 0] = await nextSequences(session, 1);
      await session.query('select pg_sleep(0.05)');
      await forgetAttempts(session, letter);
      await upsertDeadLetters(session, [letter]);
`,
    projects: [messagingPostgres('attempts')],
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
    file: `${MESSAGING_POSTGRES}/rows/text-rows.ts`,
    find: '        if (text.includes(separator)) return undefined;\n',
    replace: '',
    projects: [messagingPostgres('text-rows')],
  },
];
