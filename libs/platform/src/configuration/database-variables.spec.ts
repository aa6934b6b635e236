import { ConfigurationError } from './configuration.errors';
import { checkDatabaseVariables, databaseSettings, databaseVariables } from './database-variables';
import { readEnvironment } from './environment';

const URL = 'postgres://user:secret@db.internal:5432/orders';

const settingsOf = (environment: Record<string, string>) =>
  databaseSettings(readEnvironment(environment, databaseVariables, checkDatabaseVariables));

function problemsOf(environment: Record<string, string>): ConfigurationError['problems'] {
  try {
    settingsOf(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return {};
}

describe('the database variables', () => {
  it('require only the URL', () => {
    expect(settingsOf({ DATABASE_URL: URL })).toEqual({
      url: URL,
      poolSize: 10,
      statementTimeoutSeconds: 10,
      tls: 'off',
      tlsCaFile: undefined,
      iamAuth: false,
      migrateOnStart: false,
    });
  });

  it('reject a URL with a bare %', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://user:100%@db:5432/orders' })).toEqual({
      DATABASE_URL: 'must encode every % in user, password and database as %25',
    });
    expect(problemsOf({ DATABASE_URL: 'postgres://user:100%25@db:5432/orders' })).toEqual({});
  });

  it('set everything else', () => {
    const environment = {
      DATABASE_URL: URL,
      DATABASE_POOL_SIZE: '25',
      DATABASE_STATEMENT_TIMEOUT_SECONDS: '30',
      DATABASE_TLS: 'verify-full',
      DATABASE_TLS_CA_FILE: 'rds.pem',
      DATABASE_IAM_AUTH: 'true',
      MIGRATE_ON_START: 'true',
    };

    expect(settingsOf(environment)).toEqual({
      url: URL,
      poolSize: 25,
      statementTimeoutSeconds: 30,
      tls: 'verify-full',
      tlsCaFile: 'rds.pem',
      iamAuth: true,
      migrateOnStart: true,
    });
  });

  it('are invalid without a URL', () => {
    expect(problemsOf({})).toEqual({ DATABASE_URL: expect.stringMatching(/^is required but not set/) as string });
  });

  it('reject IAM tokens without TLS', () => {
    expect(Object.keys(problemsOf({ DATABASE_URL: URL, DATABASE_IAM_AUTH: 'true' }))).toEqual(['DATABASE_TLS']);
    expect(problemsOf({ DATABASE_URL: URL, DATABASE_IAM_AUTH: 'true', DATABASE_TLS: 'no-verify' })).toEqual({});
  });

  it.each(['off', 'no-verify'])('reject authorities that DATABASE_TLS=%s would ignore', (tls) => {
    expect(problemsOf({ DATABASE_URL: URL, DATABASE_TLS: tls, DATABASE_TLS_CA_FILE: 'rds.pem' })).toEqual({
      DATABASE_TLS_CA_FILE: 'has an effect only with DATABASE_TLS=verify-full',
    });
  });

  it('name a missing URL together with invalid values', () => {
    const problems = problemsOf({
      DATABASE_POOL_SIZE: '1',
      DATABASE_TLS: 'on',
      DATABASE_STATEMENT_TIMEOUT_SECONDS: '0',
    });

    expect(Object.keys(problems).sort()).toEqual([
      'DATABASE_POOL_SIZE',
      'DATABASE_STATEMENT_TIMEOUT_SECONDS',
      'DATABASE_TLS',
      'DATABASE_URL',
    ]);
  });
});
