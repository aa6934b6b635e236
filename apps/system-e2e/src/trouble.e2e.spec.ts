import { eventually } from '@decouple/local-infra/testing';
import { paymentFor, type PaymentBody } from './support/payment-client';
import { System } from './support/system';

/** Short, so that the messages of a killed worker return during the test. */
const VISIBILITY_TIMEOUT_SECONDS = '4';

describe('Trouble', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start({
      environment: {
        SQS_VISIBILITY_TIMEOUT_SECONDS: VISIBILITY_TIMEOUT_SECONDS,
        RECONCILE_AFTER_SECONDS: '3',
        RECONCILE_INTERVAL_SECONDS: '1',
      },
    });
  });

  afterAll(() => system.stop());

  const payMany = (count: number): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, () => system.payments.pay({ value: '100' })));

  const deadLetters = () =>
    system.query<{ reason_code: string; type: string | null; body: string }>(
      'sales',
      'select reason_code, type, body from dead_letters order by reason_code',
    );

  async function expectRecordedOnce(requestIds: readonly string[]): Promise<void> {
    const payments = await system.payments.settledAll(requestIds);
    expect(new Set(payments.map(({ status }) => status))).toEqual(new Set(['recorded']));
    const entries = await system.query<{ payment_id: string }>(
      'sales',
      'select payment_id from ledger_entries where payment_id = any($1::uuid[])',
      [requestIds],
    );
    expect(entries).toHaveLength(requestIds.length);
    await expectTotalsToMatch();
  }

  /** Compares the stored totals with the sum of the entries. */
  async function expectTotalsToMatch(): Promise<void> {
    const booked = await system.query(
      'sales',
      `select billing_period, currency, payments::integer, amount_minor::text from monthly_totals order by 1, 2`,
    );
    const summed = await system.query(
      'sales',
      `select billing_period, currency, count(*)::integer as payments, sum(amount_minor)::text as amount_minor
       from ledger_entries where outcome = 'recorded' group by 1, 2 order by 1, 2`,
    );
    expect(booked).toEqual(summed);
  }

  it('SQS down: accepts payments, and records them once it is back', async () => {
    await system.infrastructure.sqs.stop();
    const requestIds = await payMany(25);
    const [first = ''] = requestIds;
    expect((await system.payments.status(first)).status).toBe('accepted');
    await eventually(async () => expect(await system.isApiWholeReady()).toBe(false));
    expect(await system.api.isReady()).toBe(true);
    await system.infrastructure.sqs.start();

    await expectRecordedOnce(requestIds);
    await eventually(async () => expect(await system.isApiWholeReady()).toBe(true));
  });

  it('sales database down: keeps all messages, and creates no dead letter', async () => {
    await system.infrastructure.postgres.sales.stop();
    const requestIds = await payMany(25);
    await eventually(async () => expect(await system.worker.isReady()).toBe(false));
    expect(await system.api.isReady()).toBe(true);
    await system.infrastructure.postgres.sales.start();

    await expectRecordedOnce(requestIds);
    await eventually(async () => expect(await system.worker.isReady()).toBe(true));
    expect(await deadLetters()).toEqual([]);
    expect(await system.query('sales', 'select * from delivery_attempts')).toEqual([]);
    expect(await system.queues.depth('sales-dlq')).toBe(0);
  });

  it('worker killed during a batch: records every payment once', async () => {
    // The locked ledger keeps the worker's transactions open until it is killed.
    const locker = await system.connect('sales');
    await locker.query('begin');
    await locker.query('lock table ledger_entries in access exclusive mode');
    const requestIds = await payMany(60);
    await eventually(async () => {
      const waiting = await system.query('sales', `select pid from pg_stat_activity where wait_event_type = 'Lock'`);
      expect(waiting.length).toBeGreaterThan(0);
    });
    await system.worker.kill();
    await locker.query('rollback');
    await system.startWorker();

    await expectRecordedOnce(requestIds);
  });

  it('API killed immediately after its response: keeps the accepted payments', async () => {
    const requestIds = await payMany(30);
    await system.api.kill();
    await system.startApi();

    await expectRecordedOnce(requestIds);
  });

  it('SQS restarted with all messages lost: records every payment', async () => {
    await system.worker.stop();
    const requestIds = await payMany(25);
    await Promise.all(requestIds.map((id) => system.payments.settled(id, ['queued'])));
    await system.infrastructure.sqs.restart();
    await system.startWorker();

    await expectRecordedOnce(requestIds);
  });

  it('the same message delivered ten times: records the payment once', async () => {
    // While SQS is down, the message stays in the outbox, where the test copies it.
    await system.infrastructure.sqs.stop();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const response = await system.payments.post(paymentFor(), { traceparent });
    const { requestId } = (await response.json()) as PaymentBody;
    const [row] = await system.query<{ body: string }>('customer', 'select body from outbox');
    expect(JSON.parse(row?.body ?? '')).toMatchObject({ traceparent, subject: requestId, correlationid: requestId });
    await system.infrastructure.sqs.start();
    await system.payments.settled(requestId);
    await Promise.all(Array.from({ length: 10 }, () => system.queues.send('sales', row?.body ?? '')));
    await eventually(async () => expect(await system.queues.depth('sales')).toBe(0));

    await expectRecordedOnce([requestId]);
    expect(await deadLetters()).toEqual([]);
  });

  it('unreadable and unknown messages: dead-letters them with a reason, and handles the others', async () => {
    await system.queues.send('sales', 'this is not JSON');
    await system.queues.send(
      'sales',
      JSON.stringify({ specversion: '1.0', id: '1', source: '/x', type: 'payments.unheard-of.v1' }),
    );
    await system.queues.send('sales', JSON.stringify({ type: 'payments.payment-accepted.v9' }));
    await system.queues.send('sales', JSON.stringify({ type: 'payments.payment-accepted.v1', data: { amount: -1 } }));
    await system.queues.send('sales', JSON.stringify({ ...recordedMessage('019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f') }));
    const requestId = await system.payments.pay();

    await expectRecordedOnce([requestId]);
    await eventually(async () => {
      expect((await deadLetters()).map(({ reason_code }) => reason_code)).toEqual([
        'message-invalid',
        'message-type-unhandled',
        'message-type-unknown',
        'message-unreadable',
        'message-version-unknown',
      ]);
    });
    expect((await deadLetters()).find(({ reason_code }) => reason_code === 'message-unreadable')?.body).toBe(
      'this is not JSON',
    );
    await eventually(async () => expect(await system.queues.depth('sales')).toBe(0));
    expect(await system.queues.depth('sales-dlq')).toBe(0);
  });

  it('a reply to an unknown payment: dead-letters it on the customer side', async () => {
    await system.queues.send('payment-status', JSON.stringify(recordedMessage('019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f')));
    await eventually(async () => {
      const records = await system.query('customer', 'select reason_code, attempts from dead_letters');
      expect(records).toEqual([{ reason_code: 'payment-unknown', attempts: 1 }]);
    });
  });

  it('a payment that cannot be recorded: shows it as delayed, and records it once the cause is fixed', async () => {
    await system.query(
      'sales',
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused for the test'; end $$;
       create trigger refuse before insert on ledger_entries for each row when (new.customer_id = 'CUST-POISON') execute function refuse()`,
    );
    const response = await system.payments.post({ ...paymentFor(), customerId: 'CUST-POISON' });
    const { requestId } = (await response.json()) as PaymentBody;
    // Polled from the beginning, because the second attempt follows soon.
    const [delayed, neighbours] = await Promise.all([system.payments.settled(requestId, ['delayed']), payMany(5)]);

    expect(delayed).toMatchObject({ status: 'delayed', final: false, attempt: 1, reason: { code: 'handler-failed' } });
    expect(Date.parse(String(delayed['nextAttemptAt']))).toBeGreaterThan(Date.parse(delayed.timeline.at(-1)?.at ?? ''));
    await expectRecordedOnce(neighbours);
    await system.query('sales', 'drop trigger refuse on ledger_entries');
    await expectRecordedOnce([requestId]);
  });

  /** Fails writes with PostgreSQL's error for a full disk. Reads continue. */
  const fillDisk = (database: 'customer' | 'sales', table: string) =>
    system.query(
      database,
      `create or replace function disk_full() returns trigger language plpgsql as
       $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
       create trigger disk_full before insert on ${table} for each row execute function disk_full()`,
    );

  const freeDisk = (database: 'customer' | 'sales', table: string) =>
    system.query(database, `drop trigger disk_full on ${table}`);

  it('sales database full while the worker restarts: keeps all messages, and creates no dead letter', async () => {
    const deadLettersBefore = await deadLetters();
    await fillDisk('sales', 'ledger_entries');
    const requestIds = await payMany(20);
    await eventually(async () => expect(await system.worker.isReady()).toBe(false));
    await system.worker.stop('SIGTERM');
    // Resolves when the worker is ready, which requires free disk space.
    const restarted = system.startWorker();
    await eventually(async () => {
      const sessions = await system.query(
        'sales',
        `select 1 from pg_stat_activity where application_name = 'sales-worker' and query like '%ledger_entries%'`,
      );
      expect(sessions).not.toEqual([]);
    });
    await freeDisk('sales', 'ledger_entries');
    await restarted;

    await expectRecordedOnce(requestIds);
    expect(await deadLetters()).toEqual(deadLettersBefore);
    expect(await system.queues.depth('sales-dlq')).toBe(0);
    const metrics = await (await fetch(`${system.worker.url}/metrics`)).text();
    const outages = [...metrics.matchAll(/^decouple_outages_total\{.*component="consumer".*\} (\d+)$/gm)];
    expect(outages).toHaveLength(1);
    expect(Number(outages[0]?.[1])).toBeLessThanOrEqual(2);
  });

  it.each(['payments', 'outbox'])(
    'customer database full at %s: returns 503 until it can store payments again',
    async (table) => {
      await fillDisk('customer', table);
      const refused = await system.payments.post(paymentFor());

      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      await eventually(async () => expect(await system.api.isReady()).toBe(false));
      const ready = await fetch(`${system.api.url}/health/ready`);
      expect(await ready.text()).toContain('53100');
      await freeDisk('customer', table);
      await eventually(async () => expect(await system.api.isReady()).toBe(true));
      await expectRecordedOnce([await system.payments.pay()]);
    },
  );

  it('a stop with work in flight: finishes it first, and leaves no message in flight', async () => {
    const requestIds = await payMany(40);
    const exit = await system.worker.stop('SIGTERM');
    expect(exit).toMatchObject({ code: 0 });
    await system.startWorker();

    await expectRecordedOnce(requestIds);
  });
});

function recordedMessage(paymentId: string): object {
  const now = new Date().toISOString();
  return {
    specversion: '1.0',
    id: `${paymentId}:recorded`,
    source: '/decouple/sales-worker',
    type: 'sales.payment-recorded.v1',
    time: now,
    subject: paymentId,
    datacontenttype: 'application/json',
    dataschema: 'urn:decouple:schema:sales.payment-recorded.v1',
    data: { paymentId, recordedAt: now },
  };
}
