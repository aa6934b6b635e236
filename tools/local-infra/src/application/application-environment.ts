import type { InfrastructureEndpoints } from '../infrastructure/infrastructure-endpoints';
import { MANAGEMENT_PORT_VARIABLE, PORT_VARIABLE, type ApplicationName } from './application-name';

/**
 * The variables with which an application runs against the local infrastructure.
 * @param port of its HTTP server, on 127.0.0.1
 * @param given what the user has set: wins over everything here. Pass `{}` where a test must not depend on its shell
 * @param managementPort of its server for operators, where that is another; 0 for any free one
 */
export function applicationEnvironment(
  application: ApplicationName,
  endpoints: InfrastructureEndpoints,
  port: number,
  given: NodeJS.ProcessEnv = process.env,
  managementPort = 0,
): Record<string, string> {
  const environment: Record<string, string> = {
    NODE_ENV: 'development',
    DATABASE_URL: endpoints.databaseUrls[application === 'customer-api' ? 'customer' : 'sales'],
    MIGRATE_ON_START: 'true',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    SQS_ENDPOINT: endpoints.sqsEndpoint,
    SQS_CREATE_QUEUES: 'true',
    ...(application === 'customer-api' ? { HTTP_HOST: '127.0.0.1' } : {}),
    MANAGEMENT_HOST: '127.0.0.1',
    [MANAGEMENT_PORT_VARIABLE]: String(managementPort),
    // Last: the one server of sales-worker is the one for operators.
    [PORT_VARIABLE[application]]: String(port),
  };
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, given[name] || value]));
}
