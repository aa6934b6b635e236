import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request, as the server saw it. */
export interface SqsCall {
  /** `SendMessageBatch` */
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly accessKeyId: string;
  /** Milliseconds since the server started. */
  readonly at: number;
}

export interface SqsReply {
  readonly status?: number;
  readonly body: object | string;
}

/** `undefined` leaves the request without an answer; `reset` breaks its connection. */
type Answer = SqsReply | 'reset' | undefined;

/** An SQS over HTTP whose answers a test decides: the real client talks to it through real sockets. */
export class FakeSqsServer {
  readonly calls: SqsCall[] = [];
  private readonly startedAt = performance.now();
  private readonly server: Server;

  constructor(public answer: (call: SqsCall) => Answer | Promise<Answer>) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(answer: FakeSqsServer['answer']): Promise<FakeSqsServer> {
    const fake = new FakeSqsServer(answer);
    await once(fake.server.listen(0, '127.0.0.1'), 'listening');
    return fake;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  of(action: string): SqsCall[] {
    return this.calls.filter((call) => call.action === action);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const call: SqsCall = {
      action: String(request.headers['x-amz-target']).split('.')[1] ?? '',
      input: JSON.parse(body) as SqsCall['input'],
      accessKeyId: /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '',
      at: performance.now() - this.startedAt,
    };
    this.calls.push(call);
    const answer = await this.answer(call);
    if (answer === undefined) return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  }
}

/** An error of the service in the JSON protocol. */
export function sqsError(code: string, status = 400, message = `${code} for the test`): SqsReply {
  return { status, body: { __type: `com.amazonaws.sqs#${code}`, message } };
}

/** A batch answer: what `codeOf` names fails with that code, the rest was taken. */
export function batchAnswer({ input }: SqsCall, codeOf: (index: number) => string | undefined): SqsReply {
  const ids = (input['Entries'] as readonly { readonly Id: string }[]).map(({ Id }) => Id);
  const failed = ids.flatMap((Id, index) => {
    const Code = codeOf(index);
    return Code === undefined ? [] : [{ Id, Code, Message: `${Code} for the test`, SenderFault: true }];
  });
  const failedIds = new Set(failed.map(({ Id }) => Id));
  return { body: { Successful: ids.filter((Id) => !failedIds.has(Id)).map((Id) => ({ Id })), Failed: failed } };
}
