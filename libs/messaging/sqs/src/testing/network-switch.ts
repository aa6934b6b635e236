import type { SQSClient } from '@aws-sdk/client-sqs';
import { aroundSend } from '../client/around-send';

/** The network between one client and SQS, which a test can cut. */
export class NetworkSwitch {
  private cut = false;

  constructor(client: SQSClient) {
    aroundSend(client, async (_command, _options, send) => {
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
