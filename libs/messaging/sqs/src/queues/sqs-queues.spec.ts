import { SqsQueues } from './sqs-queues';

describe('SqsQueues', () => {
  it('uses a configured URL as it is', () => {
    const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/prod-orders';
    expect(new SqsQueues({ orders: { name: 'prod-orders', url } }, 'http://127.0.0.1:9324').urlOf('orders')).toBe(url);
  });

  it('derives the URL from the endpoint of an emulator', () => {
    const queues = new SqsQueues({ orders: { name: 'dev-orders' } }, 'http://127.0.0.1:9324/');
    expect(queues.urlOf('orders')).toBe('http://127.0.0.1:9324/000000000000/dev-orders');
  });

  it('rejects a queue without a URL or an endpoint', () => {
    expect(() => new SqsQueues({ orders: { name: 'orders' } })).toThrow('"orders" needs a URL');
  });

  it('takes the name from the last part of the URL, or else from the logical name', () => {
    const queues = new SqsQueues(
      { orders: { url: 'http://sqs.invalid/1/eu-orders/' }, shipments: {} },
      'http://sqs.invalid',
    );
    expect(queues.names()).toEqual([
      { queue: 'orders', name: 'eu-orders' },
      { queue: 'shipments', name: 'shipments' },
    ]);
  });

  it('derives the dead-letter queue from the endpoint only', () => {
    const url = 'http://sqs.invalid/1/orders';
    const deadLetterQueueUrl = 'http://sqs.invalid/1/lost';
    const urlOf = (location: object, endpoint?: string) =>
      new SqsQueues({ orders: { url, ...location } }, endpoint).deadLetterUrlOf('orders');

    expect(urlOf({})).toBeUndefined();
    expect(urlOf({}, 'http://sqs.invalid')).toBe(`${url}-dlq`);
    expect(urlOf({ deadLetterQueueUrl })).toBe(deadLetterQueueUrl);
  });

  it('knows no other queues', () => {
    expect(new SqsQueues({}, 'http://127.0.0.1:9324').urlOf('orders')).toBeUndefined();
  });
});
