import type { SqsOperation, SqsTransport } from '../client/sqs-transport';

interface SentRequest {
  readonly operation: SqsOperation;
  readonly input: Record<string, unknown>;
}

/** A transport whose results a test decides. */
export class FakeSqs implements SqsTransport {
  readonly sent: SentRequest[] = [];

  constructor(private readonly answer: (request: SentRequest, call: number) => unknown) {}

  async send<Result>(operation: SqsOperation, input: object): Promise<Result> {
    const sent = { operation, input: input as Record<string, unknown> };
    this.sent.push(sent);
    return (await this.answer(sent, this.sent.length)) as Result;
  }

  close(): void {
    // It has no connections.
  }
}

export function awsError(name: string, message = `${name} for the test`): Error {
  return Object.assign(new Error(message), { name });
}
