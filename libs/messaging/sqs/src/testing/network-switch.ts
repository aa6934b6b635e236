import type { SqsTransport } from '../client/sqs-transport';
import { interceptingTransport } from './intercepting-transport';

/** The network between one client and SQS, which a test can cut. */
export class NetworkSwitch {
  readonly transport: SqsTransport;
  private cut = false;

  constructor(inner: SqsTransport) {
    this.transport = interceptingTransport(inner, async (_operation, send) => {
      if (!this.cut) return send();
      throw Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), { code: 'ECONNREFUSED' });
    });
  }

  readonly disconnect = (): void => {
    this.cut = true;
  };

  readonly reconnect = (): void => {
    this.cut = false;
  };
}
