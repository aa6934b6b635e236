/** How to reach a service's database. */
export interface DatabaseSettings {
  /** `postgres://user:password@host:port/database`; query parameters are not used. */
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutSeconds: number;
  /** `verify-full` checks the server's certificate and name; `no-verify` only encrypts. */
  readonly tls: 'off' | 'verify-full' | 'no-verify';
  /** PEM file with the authorities to trust, such as the RDS bundle; the system's own when absent. */
  readonly tlsCaFile?: string | undefined;
  /** Log in with tokens from the AWS credential chain instead of the URL's password (RDS and Aurora). */
  readonly iamAuth: boolean;
  readonly migrateOnStart: boolean;
}
