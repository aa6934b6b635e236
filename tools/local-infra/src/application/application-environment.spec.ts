import { applicationEnvironment } from './application-environment';

const endpoints = {
  databaseUrls: { customer: 'postgres://host/customer', sales: 'postgres://host/sales' },
  serverUrl: 'postgres://host/postgres',
  sqsEndpoint: 'http://127.0.0.1:4000',
  dataDir: '/data',
};

describe('applicationEnvironment', () => {
  it('gives customer-api its own database, queue endpoint and address', () => {
    expect(applicationEnvironment('customer-api', endpoints, 3000, {}, 3001)).toEqual({
      NODE_ENV: 'development',
      DATABASE_URL: 'postgres://host/customer',
      MIGRATE_ON_START: 'true',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      SQS_ENDPOINT: 'http://127.0.0.1:4000',
      SQS_CREATE_QUEUES: 'true',
      HTTP_HOST: '127.0.0.1',
      PORT: '3000',
      MANAGEMENT_HOST: '127.0.0.1',
      MANAGEMENT_PORT: '3001',
    });
  });

  it('gives sales-worker the sales database and a management address instead of an API one', () => {
    const environment = applicationEnvironment('sales-worker', endpoints, 3100, {});
    expect(environment).toMatchObject({
      DATABASE_URL: 'postgres://host/sales',
      MANAGEMENT_HOST: '127.0.0.1',
      MANAGEMENT_PORT: '3100',
    });
    expect(environment).not.toHaveProperty('PORT');
  });

  it('lets what the user has set win, but not an empty value', () => {
    const given = { DATABASE_URL: 'postgres://elsewhere/db', AWS_REGION: '' };
    expect(applicationEnvironment('customer-api', endpoints, 3000, given)).toMatchObject({
      DATABASE_URL: 'postgres://elsewhere/db',
      AWS_REGION: 'eu-central-1',
    });
  });
});
