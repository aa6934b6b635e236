import { ConfigurationError } from './configuration.errors';
import { readEnvironment } from './environment';
import { checkSqsVariables, sqsSettings, sqsVariables } from './sqs-variables';

const QUEUES = {
  SALES_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/sales',
  PAYMENT_STATUS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/payment-status',
};

const settingsOf = (environment: Record<string, string>) =>
  sqsSettings(readEnvironment(environment, sqsVariables, checkSqsVariables));

function namesRefused(environment: Record<string, string>): string[] {
  try {
    settingsOf(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return Object.keys(error.problems).sort();
    throw error;
  }
  return [];
}

describe('the SQS variables', () => {
  it('need a region and the URLs of the queues', () => {
    expect(settingsOf({ AWS_REGION: 'eu-central-1', ...QUEUES })).toEqual({
      region: 'eu-central-1',
      endpoint: undefined,
      createQueues: false,
      queueUrls: { sales: QUEUES.SALES_QUEUE_URL, 'payment-status': QUEUES.PAYMENT_STATUS_QUEUE_URL },
      deadLetterQueueUrls: { sales: undefined, 'payment-status': undefined },
      consumerLoops: 32,
      visibilityTimeoutSeconds: 30,
    });
  });

  it('need no URLs of queues beside the endpoint of an SQS-compatible server', () => {
    const environment = {
      AWS_REGION: 'us-gov-west-1',
      SQS_ENDPOINT: 'http://127.0.0.1:9324',
      SQS_CREATE_QUEUES: 'true',
      SALES_DLQ_URL: 'http://127.0.0.1:9324/0/gone',
      SQS_CONSUMER_LOOPS: '64',
      SQS_VISIBILITY_TIMEOUT_SECONDS: '43200',
    };

    expect(settingsOf(environment)).toEqual({
      region: 'us-gov-west-1',
      endpoint: 'http://127.0.0.1:9324',
      createQueues: true,
      queueUrls: { sales: undefined, 'payment-status': undefined },
      deadLetterQueueUrls: { sales: 'http://127.0.0.1:9324/0/gone', 'payment-status': undefined },
      consumerLoops: 64,
      visibilityTimeoutSeconds: 43_200,
    });
  });

  it('name everything that is missing', () => {
    expect(namesRefused({})).toEqual(['AWS_REGION', 'PAYMENT_STATUS_QUEUE_URL', 'SALES_QUEUE_URL']);
    expect(namesRefused({ AWS_REGION: 'eu-central-1', SALES_QUEUE_URL: QUEUES.SALES_QUEUE_URL })).toEqual([
      'PAYMENT_STATUS_QUEUE_URL',
    ]);
  });

  it.each([
    { AWS_REGION: 'Frankfurt' },
    { SQS_ENDPOINT: 'localhost:9324' },
    { SQS_CREATE_QUEUES: 'please' },
    { SALES_QUEUE_URL: 'sales' },
    { PAYMENT_STATUS_QUEUE_URL: 'arn:aws:sqs:eu-central-1:123456789012:payment-status' },
    { SQS_CONSUMER_LOOPS: '0' },
    { SQS_CONSUMER_LOOPS: '65' },
    { SQS_VISIBILITY_TIMEOUT_SECONDS: '1' },
    { SQS_VISIBILITY_TIMEOUT_SECONDS: '43201' },
  ])('refuse %j', (bad) => {
    expect(namesRefused({ AWS_REGION: 'eu-central-1', ...QUEUES, ...(bad as Record<string, string>) })).toEqual(
      Object.keys(bad),
    );
  });
});
