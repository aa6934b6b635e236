import type { Mutation, Project } from './mutation';

const core = (specs: string): Project => ({ folder: 'libs/messaging/core', specs });
const sqs = (specs: string): Project => ({ folder: 'libs/messaging/sqs', specs });
const nest = (specs: string): Project => ({ folder: 'libs/messaging/nest', specs });
const messagingPostgres = (specs: string): Project => ({ folder: 'libs/messaging/postgres', specs });
const payments = (specs: string): Project => ({ folder: 'libs/payments/domain', specs });
const paymentsPostgres = (specs: string): Project => ({ folder: 'libs/payments/postgres', specs });
const sales = (specs: string): Project => ({ folder: 'libs/sales/domain', specs });
const salesPostgres = (specs: string): Project => ({ folder: 'libs/sales/postgres', specs });

const CORE = 'libs/messaging/core/src';
const SQS = 'libs/messaging/sqs/src';
const MESSAGING_POSTGRES = 'libs/messaging/postgres/src';

/** The sabotages that this project's tests must notice, every one of them. */
export const MUTATIONS: readonly Mutation[] = [
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
    name: 'what SQS refused is removed from the outbox as if it had been sent',
    file: `${SQS}/publisher/sqs-message-publisher.ts`,
    find: "status: senderFault ? 'refused' : 'failed', reason: message",
    replace: "status: 'sent'",
    projects: [sqs('publisher')],
  },
  {
    name: 'what SQS does not mention counts as sent',
    file: `${SQS}/publisher/sqs-message-publisher.ts`,
    find: '?? NOT_MENTIONED',
    replace: "?? { status: 'sent' }",
    projects: [sqs('publisher')],
  },
  {
    name: 'the heartbeat in flight is not awaited before a delay is set',
    file: `${SQS}/source/visibility-heartbeat.ts`,
    find: '    await this.beating;\n',
    replace: '',
    projects: [sqs('source')],
  },
  {
    name: 'a call to SQS that fails counts as one without an answer to look at',
    file: `${SQS}/client/quick-calls.ts`,
    find: 'signal?.throwIfAborted();\n      return undefined;',
    replace: 'signal?.throwIfAborted();\n      return {};',
    projects: [sqs('client')],
  },
  {
    name: 'plans that scan whole tables are kept for ever',
    file: `${MESSAGING_POSTGRES}/connection/create-data-source.ts`,
    find: '      options: PLANS_THAT_LAST,\n',
    replace: '',
    projects: [paymentsPostgres('many-rows')],
  },
  {
    name: 'messages to be tried again are deleted together with the others',
    file: `${SQS}/source/batch-settlement.ts`,
    find: "decided.filter(({ disposition }) => disposition?.action === 'acknowledge')",
    replace: 'decided',
    projects: [sqs('source')],
  },
  {
    name: 'a message is acknowledged without waiting for its handler',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: 'const result = await handler(',
    replace: "const result = 'done' as const; void handler(",
    projects: [core('message-dispatcher')],
  },
  {
    name: 'a message is acknowledged although its dead letter could not be stored',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: 'await deadLetters.add(',
    replace: 'void deadLetters.add(',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'an outage uses up the attempts of the messages',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: "if (reaction === 'give-back' || reaction === 'wait-out') throw error;",
    replace: "if (reaction === 'give-back') throw error;",
    projects: [core('message-dispatcher')],
  },
  {
    name: 'an attempt cut off by a shutdown counts as a failure',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: "if (reaction === 'give-back' || reaction === 'wait-out') throw error;",
    replace: "if (reaction === 'wait-out') throw error;",
    projects: [core('message-dispatcher')],
  },
  {
    name: 'the breaker never opens',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: 'if (error instanceof InfrastructureError) breaker.trip(error);',
    replace: 'void breaker;',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'pulling goes on while the breaker is open',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: '    await this.parts.breaker.closed(signal);\n',
    replace: '',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'the relay never waits an outage out',
    file: `${CORE}/outbox/outbox-relay.ts`,
    find: '        this.breaker.trip(error);\n',
    replace: '        void error;\n        await timers.sleep(1, signal);\n',
    projects: [core('outbox-relay')],
  },
  {
    name: 'the relay goes on while its breaker is open',
    file: `${CORE}/outbox/outbox-relay.ts`,
    find: '      await this.breaker.closed(signal);\n',
    replace: '      if (this.breaker.isOpen) await timers.sleep(1, signal);\n',
    projects: [core('outbox-relay')],
  },
  {
    name: 'a service says that it is ready while its relay waits an outage out',
    file: 'libs/messaging/nest/src/service-health.ts',
    find: 'relay: outage === undefined ||',
    replace: 'relay: true ||',
    projects: [nest('service-health')],
  },
  {
    name: 'throttling is taken for the fault of a message',
    file: `${SQS}/publisher/sqs-message-publisher.ts`,
    find: 'if (isThrottlingCode(code)) outcomes',
    replace: 'if (false as boolean) outcomes',
    projects: [sqs('publisher')],
  },
  {
    name: 'more messages are in the hands of handlers than allowed',
    file: `${CORE}/dispatch/concurrency-limit.ts`,
    find: 'if (this.inHand < this.most)',
    replace: 'if (this.inHand <= this.most)',
    projects: [core('concurrency-limit'), core('message-dispatcher')],
  },
  {
    name: 'the limit of messages in hand is not asked',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: 'await this.parts.concurrencyLimit?.enter(signal)',
    replace: 'await Promise.resolve(undefined as (() => void) | undefined)',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'a copy of a message that was given up is tried again',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: ' || givenUp !== undefined',
    replace: '',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'announcements are not taken in the order of the facts',
    file: 'libs/payments/domain/src/payment/payment-transitions.ts',
    find: 'outcomeSequence === undefined || sequence > outcomeSequence',
    replace: 'true',
    projects: [payments('payment-transitions'), payments('apply-sales-outcome')],
  },
  {
    name: 'a statement is waited for without an end',
    file: `${MESSAGING_POSTGRES}/connection/forgetting-client.ts`,
    find: 'setTimeout(() => reject(new Error(TIMED_OUT)), timeoutMilliseconds)',
    replace: 'setTimeout(() => undefined, timeoutMilliseconds)',
    projects: [messagingPostgres('connection')],
  },
  {
    name: 'a call to SQS goes on when its caller has ended it',
    file: `${SQS}/client/whole-answer.ts`,
    find: "else this.signal?.addEventListener('abort', this);",
    replace: '',
    projects: [sqs('client')],
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
    name: 'the relay is not woken for an announcement',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: `    if (announced.messages.length > 0) nudgeRelay();
    const { attempt } = failure;`,
    replace: '    void nudgeRelay;\n    const { attempt } = failure;',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'a payment whose message is refused for ever stays as if it were on its way',
    file: 'libs/payments/postgres/src/store/settle-payments.ts',
    find: 'parkRefused(payment, tries, at)',
    replace: 'payment',
    projects: [paymentsPostgres('payment-store')],
  },
  {
    name: 'the backoff has no jitter',
    file: `${CORE}/retry/retry-policy.ts`,
    find: 'randomness.next()',
    replace: '0.5',
    projects: [core('retry')],
  },
  {
    name: 'a nudge that comes while the relay works is lost',
    file: `${CORE}/outbox/outbox-relay.ts`,
    find: '        await timers.sleep(options.pollIntervalMilliseconds, this.wakeUp.signal);',
    replace:
      '        this.wakeUp = new AbortController();\n        await timers.sleep(options.pollIntervalMilliseconds, this.wakeUp.signal);',
    projects: [core('outbox-relay')],
  },
  {
    name: 'an unreachable broker uses up the attempts of outbox entries',
    file: `${CORE}/outbox/outbox-relay.ts`,
    find: "return { outcome: 'keep' };",
    replace: "return { outcome: 'retry', delayMilliseconds: 1_000, reason: result.reason };",
    projects: [core('outbox-relay')],
  },
  {
    name: 'an application starts without a handler for what its queue carries',
    file: `${CORE}/dispatch/handler-coverage.ts`,
    find: '!registered.includes(type)',
    replace: 'false && !registered.includes(type)',
    projects: [core('handler-coverage'), nest('queue-transport')],
  },
  {
    name: 'a stop does not wait for messages in hand',
    file: 'libs/messaging/nest/src/queue-transport.ts',
    find: '    await source.stop(',
    replace: '    void source.stop(',
    projects: [nest('')],
  },
  {
    name: 'the error of a handler is hidden by the framework',
    file: 'libs/messaging/nest/src/verdict.filter.ts',
    find: 'throwError(() => error)',
    replace: "throwError(() => new Error('Internal server error'))",
    projects: [nest('')],
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
  {
    name: 'payments that were refused for their key are told to be stored',
    file: 'libs/payments/postgres/src/store/insert-payments.ts',
    find: 'where payment_id not in (select id from stored)',
    replace: 'where false',
    projects: [paymentsPostgres('payment-store')],
  },
  {
    name: 'the key of the ledger is not looked at: a payment is booked each time it is told',
    file: 'libs/sales/postgres/src/ledger/insert-ledger-entries.ts',
    find: '  on conflict do nothing\n  returning payment_id\n',
    replace: '  returning payment_id\n',
    projects: [salesPostgres('ledger')],
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
  {
    name: 'a month is paid twice',
    file: 'libs/sales/domain/src/sale/sale-rules.ts',
    find: 'if (history.paidBy !== undefined) {',
    replace: 'if (false as boolean) {',
    projects: [sales('sale-rules')],
  },
];
