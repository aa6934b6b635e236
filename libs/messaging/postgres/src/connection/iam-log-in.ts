import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Signer } from '@aws-sdk/rds-signer';
import type { DataSourceSettings } from './create-data-source';

/**
 * Logs in to RDS with tokens from the AWS credential chain. A token lives for 15 minutes, so one is made for each new
 * connection. The chain keeps what it has found, also when a file has other credentials since: after a refusal it is
 * started anew.
 */
export function iamLogIn(url: string): Required<Pick<DataSourceSettings, 'password' | 'onPasswordRefused'>> {
  const { hostname, port, username } = new URL(url);
  const open = (): Signer =>
    new Signer({
      hostname,
      port: port === '' ? 5432 : Number(port),
      username: decodeURIComponent(username),
      // Without it the chain reads its files once per process.
      credentials: defaultProvider({ ignoreCache: true }),
    });
  let signer = open();
  return {
    password: () => signer.getAuthToken(),
    onPasswordRefused: () => {
      signer = open();
    },
  };
}
