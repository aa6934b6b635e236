import type { Mutation } from '../mutation';
import { core, nest } from '../projects';

const CORE = 'libs/messaging/core/src';

export const MESSAGING_CORE_MUTATIONS: readonly Mutation[] = [
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
    find: '    await this.deps.breaker.closed(signal);\n',
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
    name: 'more messages are in the hands of handlers than allowed',
    file: `${CORE}/dispatch/concurrency-limit.ts`,
    find: 'if (this.inHand < this.most)',
    replace: 'if (this.inHand <= this.most)',
    projects: [core('concurrency-limit'), core('message-dispatcher')],
  },
  {
    name: 'the limit of messages in hand is not asked',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: 'await this.deps.concurrencyLimit?.enter(signal)',
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
    name: 'the relay is not woken for an announcement',
    file: `${CORE}/dispatch/message-dispatcher.ts`,
    find: `    if (announced.messages.length > 0) nudgeRelay();
    const { attempt } = failure;`,
    replace: '    void nudgeRelay;\n    const { attempt } = failure;',
    projects: [core('message-dispatcher')],
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
    find: "if (result.status === 'sent' || result.status === 'unavailable') return result;",
    replace:
      "if (result.status === 'sent') return result;\n    if (result.status === 'unavailable') return { ...result, status: 'failed', retryAfterMilliseconds: 1_000 };",
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
    name: 'an unreadable message is stored with what must not be stored',
    file: 'libs/messaging/core/src/dispatch/message-dispatcher.ts',
    find: 'message === undefined ? redact(received.body) : received.body',
    replace: 'received.body',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'a dead letter of an unknown version has no type',
    file: 'libs/messaging/core/src/dispatch/message-dispatcher.ts',
    find: 'message?.type ?? (error instanceof MessageError ? error.messageType : undefined)',
    replace: 'message?.type',
    projects: [core('message-dispatcher')],
  },
  {
    name: 'an imported dead letter of an unknown version has no type',
    file: 'libs/messaging/core/src/dead-letters/import-broker-dead-letters.ts',
    find: 'return { type: error.messageType };',
    replace: 'return { type: undefined };',
    projects: [core('import-broker')],
  },
];
