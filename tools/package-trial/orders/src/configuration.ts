import { integer, port, readEnvironment, urlOf } from '@decouple/platform';

export type Configuration = ReturnType<typeof readConfiguration>;

export function readConfiguration(environment: NodeJS.ProcessEnv) {
  const { DATABASE_URL, MAX_ATTEMPTS, PORT, RETRY_CAP_SECONDS, SQS_ENDPOINT } = readEnvironment(environment, {
    DATABASE_URL: urlOf('postgres:', 'postgresql:')(),
    SQS_ENDPOINT: urlOf('http:', 'https:')(),
    PORT: port({ default: 3000 }),
    MAX_ATTEMPTS: integer(1, 100)({ default: 8 }),
    RETRY_CAP_SECONDS: integer(1, 3600)({ default: 900 }),
  });
  return {
    databaseUrl: DATABASE_URL,
    sqsEndpoint: SQS_ENDPOINT,
    port: PORT,
    retryPolicy: { maxAttempts: MAX_ATTEMPTS, baseSeconds: 1, capSeconds: RETRY_CAP_SECONDS },
    logLevel: 'info' as const,
    shutdownGraceSeconds: 20,
  };
}
