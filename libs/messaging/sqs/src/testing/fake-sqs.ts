import type { SQSClient } from '@aws-sdk/client-sqs';

interface SentCommand {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** A client whose answers a test decides. */
export class FakeSqs {
  readonly sent: SentCommand[] = [];

  constructor(private readonly answer: (command: SentCommand, call: number) => unknown) {}

  get client(): Pick<SQSClient, 'send'> {
    return {
      send: async (command: { readonly constructor: { readonly name: string }; readonly input: object }) => {
        const sent = { name: command.constructor.name, input: command.input as Record<string, unknown> };
        this.sent.push(sent);
        return this.answer(sent, this.sent.length);
      },
    } as unknown as Pick<SQSClient, 'send'>;
  }
}

export function awsError(name: string, message = `${name} for the test`): Error {
  return Object.assign(new Error(message), { name });
}
