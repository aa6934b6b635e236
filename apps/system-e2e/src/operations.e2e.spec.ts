import { eventually } from '@decouple/local-infra/testing';
import { runOps } from './support/ops';
import { paymentFor, type PaymentBody } from './support/payment-client';
import { System } from './support/system';

describe('Operations', () => {
  let system: System;

  beforeAll(async () => {
    // With one attempt, a failure creates a dead letter immediately.
    system = await System.start({ environment: { RETRY_MAX_ATTEMPTS: '1', RECONCILE_AFTER_SECONDS: '3600' } });
    await system.query(
      'sales',
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused for the test'; end $$`,
    );
  });

  afterAll(() => system.stop());

  /** A payment that sales cannot record until the trigger is removed. */
  async function poisoned(customerId: string): Promise<string> {
    await system.query(
      'sales',
      `create trigger refuse_${customerId.slice(5).toLowerCase()} before insert on ledger_entries
       for each row when (new.customer_id = '${customerId}') execute function refuse()`,
    );
    const response = await system.payments.post({ ...paymentFor(), customerId });
    const { requestId } = (await response.json()) as PaymentBody;
    await system.payments.settled(requestId, ['parked']);
    return requestId;
  }

  const mend = (customerId: string) =>
    system.query('sales', `drop trigger refuse_${customerId.slice(5).toLowerCase()} on ledger_entries`);

  const audit = () =>
    system.query<{ operator: string; action: string; reason: string; letters: number }>(
      'sales',
      'select operator, action, reason, letters from dead_letter_decisions order by decision_id desc limit 1',
    );

  it('parks a failing payment, and records it after the cause is fixed and its message redriven', async () => {
    const requestId = await poisoned('CUST-POISON');
    const listed = await runOps(system, 'dead-letters', 'list', '--service', 'sales-worker', '--message', requestId);
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toContain('attempts-exhausted');

    const select = ['--service', 'sales-worker', '--message', requestId];
    const dry = await runOps(system, 'dead-letters', 'redrive', ...select, '--dry-run');
    expect(dry.out).toContain('sales-worker: 1 would be redriven');
    expect((await system.payments.status(requestId)).status).toBe('parked');

    await mend('CUST-POISON');
    const decision = ['--reason', 'the trigger is gone', '--operator', 'ada'];
    const redriven = await runOps(system, 'dead-letters', 'redrive', ...select, ...decision);
    expect(redriven).toMatchObject({ code: 0, err: '' });
    expect(redriven.out).toContain('sales-worker: 1 redriven');

    const payment = await system.payments.settled(requestId);
    expect(payment).toMatchObject({ status: 'recorded', final: true });
    const statuses = payment.timeline.map(({ status }) => status);
    expect(statuses.slice(0, 3)).toEqual(['accepted', 'queued', 'parked']);
    expect(statuses.at(-1)).toBe('recorded');
    expect(await audit()).toEqual([{ operator: 'ada', action: 'redrive', reason: 'the trigger is gone', letters: 1 }]);
    const left = await system.query('sales', 'select from dead_letters where message_id = $1', [requestId]);
    expect(left).toEqual([]);
  });

  it('shows a redriven payment as queued until it is recorded', async () => {
    const requestId = await poisoned('CUST-SLOW');
    await mend('CUST-SLOW');
    // The message is due one hour after the first of the two, so the payment stays queued.
    await system.queues.send('sales', 'this is not JSON');
    await eventually(async () => {
      const deadLetters = await system.query('sales', 'select from dead_letters');
      expect(deadLetters).toHaveLength(2);
    });
    await system.query('sales', `update dead_letters set dead_letter_id = default where message_id = $1`, [requestId]);
    const rate = ['--rate', '0.001', '--reason', 'slowly', '--operator', 'ada'];
    const redriven = await runOps(system, 'dead-letters', 'redrive', '--service', 'sales-worker', '--all', ...rate);
    expect(redriven.out).toContain('2 redriven; the last one is due in 17 min');

    const waiting = await system.payments.settled(requestId, ['queued']);
    expect(waiting.status).toBe('queued');
    expect(waiting.timeline.map(({ status }) => status)).toEqual(['accepted', 'queued', 'parked', 'queued']);
    await system.query('sales', 'update outbox set due_at = now()');
    expect((await system.payments.settled(requestId)).status).toBe('recorded');
  });

  it('discards a message, with the operator in the audit log', async () => {
    await system.queues.send('sales', 'this is not JSON either');
    await eventually(async () => {
      const deadLetters = await system.query(
        'sales',
        `select from dead_letters where reason_code = 'message-unreadable'`,
      );
      expect(deadLetters.length).toBeGreaterThan(0);
    });
    const select = ['--service', 'sales-worker', '--code', 'message-unreadable'];
    const refused = await runOps(system, 'dead-letters', 'discard', ...select);
    expect(refused).toMatchObject({ code: 2, out: '' });
    const discarded = await runOps(
      system,
      'dead-letters',
      'discard',
      ...select,
      '--reason',
      'noise',
      '--operator',
      'eve',
    );
    expect(discarded).toMatchObject({ code: 0, err: '' });

    expect(await audit()).toMatchObject([{ operator: 'eve', action: 'discard', reason: 'noise' }]);
    expect(await system.query('sales', `select from dead_letters where reason_code = 'message-unreadable'`)).toEqual(
      [],
    );
  });

  it('lists queues and outbox of both services, also as JSON', async () => {
    const queues = await runOps(system, 'queues', '--json');
    expect(JSON.parse(queues.out)).toMatchObject({
      queues: [
        { service: 'customer-api', queue: 'payment-status', state: 'pulling' },
        { service: 'sales-worker', queue: 'sales', state: 'pulling' },
      ],
    });
    const outbox = await runOps(system, 'outbox', '--json');
    expect(JSON.parse(outbox.out)).toMatchObject({
      outboxes: [{ service: 'customer-api' }, { service: 'sales-worker' }],
    });
  });

  it('shows a payment as both services see it', async () => {
    const requestId = await system.payments.pay({ value: '12345' });
    await system.payments.settled(requestId);
    const shown = await runOps(system, 'payments', 'show', requestId);

    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain('amount         123.45 EUR');
    expect(shown.out).toContain('together       recorded');
    expect(await runOps(system, 'payments', 'show', '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f')).toMatchObject({ code: 2 });
  });

  it('reconciles both sides, and lists a payment that differs', async () => {
    const requestIds = await Promise.all(Array.from({ length: 5 }, () => system.payments.pay()));
    await system.payments.settledAll(requestIds);
    const [missing = ''] = requestIds;
    expect(await runOps(system, 'reconcile')).toMatchObject({ code: 0, err: '' });

    await system.query('sales', 'delete from ledger_entries where payment_id = $1', [missing]);
    const { code, out } = await runOps(system, 'reconcile', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      equal: false,
      differences: [{ paymentId: missing, difference: 'not-in-ledger' }],
    });
  });

  it("imports a message from SQS's own dead-letter queue as a dead letter", async () => {
    await system.queues.send('sales-dlq', 'this crashed a process');
    await eventually(async () => {
      const deadLetters = await system.query(
        'sales',
        `select body, queue from dead_letters where reason_code = 'broker-gave-up'`,
      );
      expect(deadLetters).toEqual([{ body: 'this crashed a process', queue: 'sales' }]);
      expect(await system.queues.depth('sales-dlq')).toBe(0);
    });
  });
});
