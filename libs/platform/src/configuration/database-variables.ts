import type { CleanedEnv } from 'envalid';
import { bool, integer, oneOf, str, urlOf } from './environment';

/** Environment variables of a service with a PostgreSQL database. */
export const databaseVariables = {
  DATABASE_URL: urlOf('postgres:', 'postgresql:')({ default: undefined }),
  DATABASE_POOL_SIZE: integer(2, 500)({ default: 10 }),
  DATABASE_STATEMENT_TIMEOUT_SECONDS: integer(1, 600)({ default: 10 }),
  DATABASE_TLS: oneOf('off', 'verify-full', 'no-verify')({ default: 'off' }),
  DATABASE_TLS_CA_FILE: str({ default: undefined }),
  DATABASE_IAM_AUTH: bool({ default: false }),
  MIGRATE_ON_START: bool({ default: false }),
};

export interface DatabaseSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutSeconds: number;
  /** `verify-full` checks the server's certificate and name; `no-verify` only encrypts. */
  readonly tls: 'off' | 'verify-full' | 'no-verify';
  /** PEM file with the authorities to trust, such as the RDS bundle; the authorities of the system if absent. */
  readonly tlsCaFile: string | undefined;
  /** Log in with tokens from the AWS credential chain instead of the URL's password (RDS and Aurora). */
  readonly iamAuth: boolean;
  readonly migrateOnStart: boolean;
}

type Values = CleanedEnv<typeof databaseVariables>;

/** Rules between the variables. */
export function checkDatabaseVariables(values: Values): Record<string, string> {
  const problems: Record<string, string> = {};
  if (values.DATABASE_URL === undefined) {
    problems['DATABASE_URL'] = 'is required but not set (postgres://user:password@host:5432/database)';
  }
  if (values.DATABASE_URL !== undefined && !isDecodable(values.DATABASE_URL)) {
    problems['DATABASE_URL'] = 'must encode every % in user, password and database as %25';
  }
  if (values.DATABASE_IAM_AUTH && values.DATABASE_TLS === 'off') {
    problems['DATABASE_TLS'] =
      'must be verify-full or no-verify when DATABASE_IAM_AUTH is true: RDS refuses tokens without TLS';
  }
  if (values.DATABASE_TLS_CA_FILE !== undefined && values.DATABASE_TLS !== 'verify-full') {
    problems['DATABASE_TLS_CA_FILE'] = 'has an effect only with DATABASE_TLS=verify-full';
  }
  return problems;
}

/** Call it only when `checkDatabaseVariables` has found nothing. */
export function databaseSettings(values: Values): DatabaseSettings {
  return {
    url: values.DATABASE_URL as string,
    poolSize: values.DATABASE_POOL_SIZE,
    statementTimeoutSeconds: values.DATABASE_STATEMENT_TIMEOUT_SECONDS,
    tls: values.DATABASE_TLS,
    tlsCaFile: values.DATABASE_TLS_CA_FILE,
    iamAuth: values.DATABASE_IAM_AUTH,
    migrateOnStart: values.MIGRATE_ON_START,
  };
}

function isDecodable(url: string): boolean {
  const { password, pathname, username } = new URL(url);
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}
