import type { SQSClient } from '@aws-sdk/client-sqs';

/** The network between one client and SQS, which a test can cut. */
export class NetworkSwitch {
  private cut = false;

  constructor(client: SQSClient) {
    client.middlewareStack.add(
      (next) => async (args) => {
        if (!this.cut) return next(args);
        throw Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), { code: 'ECONNREFUSED' });
      },
      { step: 'finalizeRequest', priority: 'low', name: 'networkSwitch' },
    );
  }

  readonly disconnect = (): void => {
    this.cut = true;
  };

  readonly reconnect = (): void => {
    this.cut = false;
  };
}
