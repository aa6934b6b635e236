import { InfrastructureError } from '@decouple/messaging-core';
import { Deferred } from '@decouple/messaging-core/testing';
import { SystemTimers } from '@decouple/platform';
import { type Series, valuesOf } from '@decouple/platform/testing';
import { InMemorySalesLedger } from '@decouple/sales-domain/in-memory';
import { InMemoryWorker } from '../testing/in-memory-worker';

const PAYMENT = { queue: 'sales', type: 'payments.payment-accepted.v1' };
const RECORDED: Series = ['decouple_sales_recorded_total'];
const RETRIED: Series = ['decouple_messages_retried_total', PAYMENT];

describe('the metrics of sales-worker', () => {
  let worker: InMemoryWorker;

  afterEach(async () => {
    jest.restoreAllMocks();
    await worker.close();
  });

  const values = async (...series: readonly Series[]) => valuesOf(await worker.metrics(), series);

  it('count what is recorded, rejected and repeated', async () => {
    worker = await InMemoryWorker.start();
    const body = worker.accept('POL-100001', '4999');
    await worker.recording.until('message settled');
    worker.accept('POL-100001', '4999');
    worker.broker.send({ queue: 'sales', body });
    await worker.recording.until('message settled', 3);
    const handled = (result: string): Series => ['decouple_messages_handled_total', { ...PAYMENT, result }];

    expect(
      await values(
        RECORDED,
        ['decouple_sales_rejected_total', { reason: 'period-already-paid' }],
        ['decouple_sales_duplicates_total'],
        handled('done'),
        handled('duplicate'),
        ['decouple_message_handling_duration_seconds_count', { queue: 'sales' }],
      ),
    ).toEqual([1, 1, 1, 2, 1, 3]);
  });

  it('count the answers that are published', async () => {
    worker = await InMemoryWorker.start();
    worker.accept('POL-100001', '4999');
    await worker.recording.until('outbox relayed');

    expect(await values(['decouple_messages_published_total'])).toEqual([1]);
  });

  it('count attempts that failed, and messages that were given up', async () => {
    worker = await InMemoryWorker.start({ RETRY_MAX_ATTEMPTS: '2', RETRY_BASE_SECONDS: '1', RETRY_CAP_SECONDS: '1' });
    jest.spyOn(InMemorySalesLedger.prototype, 'record').mockRejectedValue(new Error('a bug'));
    worker.accept('POL-100001', '4999');
    worker.broker.send({ queue: 'sales', body: 'no message' });
    await worker.recording.until('the message is kept as a dead letter', 2);
    const deadLettered = (type: string, reason: string): Series => [
      'decouple_messages_dead_lettered_total',
      { queue: 'sales', type, reason },
    ];

    expect(
      await values(
        RECORDED,
        RETRIED,
        deadLettered(PAYMENT.type, 'attempts-exhausted'),
        deadLettered('unreadable', 'message-unreadable'),
      ),
    ).toEqual([0, 1, 1, 1]);
  });

  it('tell that the consumer waits for the database, and count no attempt', async () => {
    worker = await InMemoryWorker.start();
    const down = new InfrastructureError('sales database', 'ECONNREFUSED');
    jest.spyOn(InMemorySalesLedger.prototype, 'record').mockRejectedValueOnce(down);
    // The outage lasts until it was looked at, however slow the machine is.
    const lookedAt = new Deferred();
    const sleep = jest.spyOn(SystemTimers.prototype, 'sleep').mockImplementation(() => lookedAt.promise);
    worker.accept('POL-100001', '4999');
    await worker.recording.until('the message goes back to the queue unharmed');
    const whileDown = await values(
      ['decouple_breaker_open', { component: 'consumer' }],
      ['decouple_outages_total', { component: 'consumer', resource: 'sales database' }],
      ['decouple_messages_returned_total', { queue: 'sales' }],
      RETRIED,
    );
    sleep.mockRestore();
    lookedAt.resolve();
    await worker.recording.until('the outage is over; work goes on');
    const [open, seconds] = await values(
      ['decouple_breaker_open', { component: 'consumer' }],
      ['decouple_outage_seconds_total', { component: 'consumer', resource: 'sales database' }],
    );

    expect(whileDown).toEqual([1, 1, 1, undefined]);
    expect(open).toBe(0);
    expect(seconds).toBeGreaterThan(0);
  });
});
