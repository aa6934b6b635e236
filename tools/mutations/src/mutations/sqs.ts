import type { Mutation } from '../mutation';
import { sqs } from '../projects';

const SQS = 'libs/messaging/sqs/src';

export const SQS_MUTATIONS: readonly Mutation[] = [
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
    name: 'messages to be tried again are deleted together with the others',
    file: `${SQS}/source/batch-settlement.ts`,
    find: "decided.filter(({ disposition }) => disposition?.action === 'acknowledge')",
    replace: 'decided',
    projects: [sqs('source')],
  },
  {
    name: 'throttling is taken for the fault of a message',
    file: `${SQS}/publisher/sqs-message-publisher.ts`,
    find: 'if (isThrottlingCode(code)) outcomes',
    replace: 'if (false as boolean) outcomes',
    projects: [sqs('publisher')],
  },
  {
    name: 'a call to SQS goes on when its caller has ended it',
    file: `${SQS}/client/whole-answer.ts`,
    find: "else this.signal?.addEventListener('abort', this);",
    replace: '',
    projects: [sqs('client')],
  },
];
