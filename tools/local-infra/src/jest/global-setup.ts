import { ThrowawayInfrastructure } from './throwaway-infrastructure';

/** Jest runs setup and teardown in the same process and gives them nothing else in common. */
export interface InfrastructureOfTheRun {
  decoupleTestInfrastructure?: ThrowawayInfrastructure;
}

export default async function startTestInfrastructure(): Promise<void> {
  const infrastructure = await ThrowawayInfrastructure.start();
  (globalThis as InfrastructureOfTheRun).decoupleTestInfrastructure = infrastructure;
  const { serverUrl, sqsEndpoint } = infrastructure.endpoints;
  Object.assign(process.env, {
    TEST_POSTGRES_URL: serverUrl,
    TEST_SQS_ENDPOINT: sqsEndpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
}
