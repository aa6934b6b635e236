import { systemClock } from '@decouple/messaging-core/testing';
import { DirectSqsClient, type DirectSqsClientDeps, PUBLISHING_LIMITS } from '../client/direct-sqs-client';
import { ReloadingCredentials } from '../client/reloading-credentials';

/** A client with fixed credentials. */
export function openTransport(endpoint: string, deps: Partial<DirectSqsClientDeps> = {}): DirectSqsClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DirectSqsClient({
    region: 'eu-central-1',
    endpoint,
    credentials: new ReloadingCredentials({ open: () => async () => credentials }),
    clock: systemClock,
    ...PUBLISHING_LIMITS,
    ...deps,
  });
}
