import type { SqsOperation, SqsTransport } from '../client/sqs-transport';

type Intercept = (operation: SqsOperation, send: () => Promise<object>) => Promise<object>;

/** Passes every call of a transport through `intercept`. */
export function interceptingTransport(inner: SqsTransport, intercept: Intercept): SqsTransport {
  return {
    send: async (operation, input, signal) =>
      (await intercept(operation, () => inner.send(operation, input, signal))) as never,
    close: () => inner.close(),
  };
}
