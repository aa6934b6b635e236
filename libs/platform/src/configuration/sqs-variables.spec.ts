import { ConfigurationError } from './configuration.errors';
import { readEnvironment } from './environment';
import { checkSqsVariables, sqsSettings, sqsVariables } from './sqs-variables';

const NAMES = ['orders', 'order-events'];

const URLS = {
  ORDERS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/orders',
  ORDER_EVENTS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/order-events',
};

const settingsOf = (environment: Record<string, string>) =>
  sqsSettings(
    readEnvironment(environment, sqsVariables(NAMES), (values) => checkSqsVariables(values, NAMES)),
    NAMES,
  );

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
  it('require a region and the URLs of the queues', () => {
    expect(settingsOf({ AWS_REGION: 'eu-central-1', ...URLS })).toEqual({
      region: 'eu-central-1',
      endpoint: undefined,
      createQueues: false,
      queues: {
        orders: { url: URLS.ORDERS_QUEUE_URL, deadLetterQueueUrl: undefined },
        'order-events': { url: URLS.ORDER_EVENTS_QUEUE_URL, deadLetterQueueUrl: undefined },
      },
      consumerLoops: 32,
      visibilityTimeoutSeconds: 30,
    });
  });

  it('require no queue URL with the endpoint of an SQS-compatible server', () => {
    const environment = {
      AWS_REGION: 'us-gov-west-1',
      SQS_ENDPOINT: 'http://127.0.0.1:9324',
      SQS_CREATE_QUEUES: 'true',
      ORDERS_DLQ_URL: 'http://127.0.0.1:9324/0/gone',
      SQS_CONSUMER_LOOPS: '64',
      SQS_VISIBILITY_TIMEOUT_SECONDS: '43200',
    };

    expect(settingsOf(environment)).toEqual({
      region: 'us-gov-west-1',
      endpoint: 'http://127.0.0.1:9324',
      createQueues: true,
      queues: {
        orders: { url: undefined, deadLetterQueueUrl: 'http://127.0.0.1:9324/0/gone' },
        'order-events': { url: undefined, deadLetterQueueUrl: undefined },
      },
      consumerLoops: 64,
      visibilityTimeoutSeconds: 43_200,
    });
  });

  it('name every missing variable', () => {
    expect(namesRefused({})).toEqual(['AWS_REGION', 'ORDERS_QUEUE_URL', 'ORDER_EVENTS_QUEUE_URL']);
    expect(namesRefused({ AWS_REGION: 'eu-central-1', ORDERS_QUEUE_URL: URLS.ORDERS_QUEUE_URL })).toEqual([
      'ORDER_EVENTS_QUEUE_URL',
    ]);
  });

  it.each([
    { AWS_REGION: 'Frankfurt' },
    { SQS_ENDPOINT: 'localhost:9324' },
    { SQS_CREATE_QUEUES: 'please' },
    { ORDERS_QUEUE_URL: 'orders' },
    { ORDER_EVENTS_QUEUE_URL: 'arn:aws:sqs:eu-central-1:123456789012:order-events' },
    { SQS_CONSUMER_LOOPS: '0' },
    { SQS_CONSUMER_LOOPS: '65' },
    { SQS_VISIBILITY_TIMEOUT_SECONDS: '1' },
    { SQS_VISIBILITY_TIMEOUT_SECONDS: '43201' },
  ])('refuse %j', (bad) => {
    expect(namesRefused({ AWS_REGION: 'eu-central-1', ...URLS, ...(bad as Record<string, string>) })).toEqual(
      Object.keys(bad),
    );
  });
});
