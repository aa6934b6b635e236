import { SqsQueues } from './sqs-queues';

describe('SqsQueues', () => {
  it('takes a configured URL as it is', () => {
    const url = 'https://sqs.eu-west-1.amazonaws.com/123456789012/prod-sales';
    expect(new SqsQueues({ sales: { name: 'prod-sales', url } }, 'http://127.0.0.1:9324').urlOf('sales')).toBe(url);
  });

  it('derives the URL from the endpoint of an emulator', () => {
    const queues = new SqsQueues({ sales: { name: 'dev-sales' } }, 'http://127.0.0.1:9324/');
    expect(queues.urlOf('sales')).toBe('http://127.0.0.1:9324/000000000000/dev-sales');
  });

  it('refuses a queue that it cannot locate', () => {
    expect(() => new SqsQueues({ sales: { name: 'sales' } })).toThrow('"sales" needs a URL');
  });

  it('knows no other queues', () => {
    expect(new SqsQueues({}, 'http://127.0.0.1:9324').urlOf('sales')).toBeUndefined();
  });
});
