import {
  createMessage,
  parseMessage,
  PAYMENT_ACCEPTED_V1,
  PAYMENT_ACCEPTED_V2,
  PAYMENT_DELAYED_V1,
  PAYMENT_PARKED_V1,
  PAYMENT_RECORDED_V1,
  PAYMENT_REDRIVEN_V1,
  PAYMENT_REJECTED_V1,
} from '@decouple/contracts';
import { VirtualClock } from '@decouple/messaging-core/testing';
import type { LedgerEntry } from './sales-ledger.port';
import { SalesFailureAnnouncer } from '../announcements/sales-failure-announcer';
import { decisionAnswer, SALES_SOURCE } from './sales-answers';

const PAYMENT_ID = '019400a0-0000-7000-8000-000000000001';
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const MESSAGE_HEAD = {
  id: PAYMENT_ID,
  source: '/decouple/customer-api',
  time: '2026-11-22T10:00:00Z',
  subject: PAYMENT_ID,
};
const DATA = {
  paymentId: PAYMENT_ID,
  policyNumber: 'POL-100001',
  customerId: 'CUST-1001',
  billingPeriod: '2026-11',
  amount: { value: '4999', currency: 'EUR' },
  paymentMethod: { type: 'card' },
  acceptedAt: '2026-11-22T10:00:00Z',
} as const;
const payment = createMessage(
  PAYMENT_ACCEPTED_V2,
  { ...MESSAGE_HEAD, correlationid: 'request-1', traceparent: TRACEPARENT, tracestate: 'vendor=1' },
  DATA,
);
const decidedAt = new Date('2026-11-22T10:00:05.000Z');
const recorded: LedgerEntry = { paymentId: PAYMENT_ID, decision: { outcome: 'recorded' }, decidedAt };
const rejected: LedgerEntry = {
  paymentId: PAYMENT_ID,
  decision: { outcome: 'rejected', reason: { code: 'period-already-paid', detail: 'Already paid.' } },
  decidedAt,
};

describe('decisionAnswer', () => {
  it.each([
    [PAYMENT_RECORDED_V1, 'recorded', recorded, { recordedAt: decidedAt.toISOString() }],
    [
      PAYMENT_REJECTED_V1,
      'rejected',
      rejected,
      { rejectedAt: decidedAt.toISOString(), reason: { code: 'period-already-paid', detail: 'Already paid.' } },
    ],
  ])('tells %s with the identity of the fact and the trace of the payment', (type, fact, entry, data) => {
    const answer = decisionAnswer(payment, entry);
    expect(answer).toMatchObject({ queue: 'payment-status', source: SALES_SOURCE, id: `${PAYMENT_ID}:${fact}`, type });
    expect(parseMessage(answer.body)).toMatchObject({
      type,
      id: `${PAYMENT_ID}:${fact}`,
      source: SALES_SOURCE,
      time: decidedAt.toISOString(),
      subject: PAYMENT_ID,
      correlationid: 'request-1',
      traceparent: TRACEPARENT,
      tracestate: 'vendor=1',
      destination: '/decouple/customer-api',
      data: { paymentId: PAYMENT_ID, ...data },
    });
  });

  it('gives the same message for the same entry', () => {
    expect(decisionAnswer(payment, recorded)).toEqual(decisionAnswer(payment, { ...recorded }));
  });

  it('correlates by the payment when the message says nothing', () => {
    const bare = createMessage(PAYMENT_ACCEPTED_V2, MESSAGE_HEAD, DATA);
    const answer = parseMessage(decisionAnswer(bare, recorded).body);
    expect(answer.correlationid).toBe(PAYMENT_ID);
    expect(answer).not.toHaveProperty('traceparent');
  });
});

describe('SalesFailureAnnouncer', () => {
  const clock = new VirtualClock();
  const announcer = new SalesFailureAnnouncer(clock);
  const facts = {
    attempt: 2,
    nextAttemptAt: new Date('2026-11-22T10:05:00.000Z'),
    reasonCode: 'handler-failed',
    sequence: 7,
  };

  it('tells that a payment is late, after which attempt and until when', () => {
    const [message, ...others] = announcer.delayed(payment, facts);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ queue: 'payment-status', type: PAYMENT_DELAYED_V1 });
    expect(parseMessage(message!.body)).toMatchObject({
      time: clock.now().toISOString(),
      correlationid: 'request-1',
      traceparent: TRACEPARENT,
      data: {
        paymentId: PAYMENT_ID,
        attempt: 2,
        nextAttemptAt: '2026-11-22T10:05:00.000Z',
        reason: { code: 'handler-failed' },
        delayedAt: clock.now().toISOString(),
        sequence: 7,
      },
    });
  });

  it('tells that a payment waits for a person', () => {
    const [message, ...others] = announcer.parked(payment, {
      attempts: 8,
      reasonCode: 'attempts-exhausted',
      sequence: 8,
    });
    expect(others).toEqual([]);
    expect(message).toMatchObject({ queue: 'payment-status', type: PAYMENT_PARKED_V1 });
    expect(parseMessage(message!.body)).toMatchObject({
      data: {
        paymentId: PAYMENT_ID,
        attempts: 8,
        reason: { code: 'attempts-exhausted' },
        parkedAt: clock.now().toISOString(),
        sequence: 8,
      },
    });
  });

  it('tells that a person has sent a payment on its way again', () => {
    const [message, ...others] = announcer.redriven(payment, 9);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ queue: 'payment-status', type: PAYMENT_REDRIVEN_V1 });
    expect(parseMessage(message!.body)).toMatchObject({
      correlationid: 'request-1',
      traceparent: TRACEPARENT,
      data: { paymentId: PAYMENT_ID, redrivenAt: clock.now().toISOString(), sequence: 9 },
    });
  });

  it('gives every announcement an identity of its own, also in the same millisecond', () => {
    expect(announcer.delayed(payment, facts)[0]).toEqual(announcer.delayed(payment, facts)[0]);
    const ids = [1, 2].flatMap((sequence) => [
      announcer.delayed(payment, { ...facts, sequence })[0]?.id,
      announcer.parked(payment, { attempts: 8, reasonCode: 'attempts-exhausted', sequence })[0]?.id,
      announcer.redriven(payment, sequence)[0]?.id,
    ]);
    expect(new Set(ids).size).toBe(6);
  });

  it('tells the same of a payment that came in version 1', () => {
    const { paymentMethod, ...same } = DATA;
    const head = { ...MESSAGE_HEAD, correlationid: 'request-1', traceparent: TRACEPARENT, tracestate: 'vendor=1' };
    const first = createMessage(PAYMENT_ACCEPTED_V1, head, { ...same, paymentMethodType: paymentMethod.type });
    const parked = { attempts: 8, reasonCode: 'attempts-exhausted', sequence: 8 };
    expect(announcer.delayed(first, facts)).toEqual(announcer.delayed(payment, facts));
    expect(announcer.parked(first, parked)).toEqual(announcer.parked(payment, parked));
    expect(announcer.redriven(first, 9)).toEqual(announcer.redriven(payment, 9));
  });

  it('announces nothing about other messages', () => {
    const answer = parseMessage(decisionAnswer(payment, recorded).body);
    expect(announcer.delayed(answer, facts)).toEqual([]);
    expect(announcer.parked(answer, { attempts: 8, reasonCode: 'attempts-exhausted', sequence: 8 })).toEqual([]);
    expect(announcer.redriven(answer, 9)).toEqual([]);
  });
});

describe('the destination of a reply', () => {
  const foreign = createMessage(PAYMENT_ACCEPTED_V2, { ...MESSAGE_HEAD, source: '/other-team/shop' }, DATA);
  const announcer = new SalesFailureAnnouncer(new VirtualClock());
  const facts = { attempt: 1, attempts: 1, nextAttemptAt: decidedAt, reasonCode: 'handler-failed', sequence: 1 };

  it.each([
    ['recorded', [decisionAnswer(foreign, recorded)]],
    ['rejected', [decisionAnswer(foreign, rejected)]],
    ['delayed', announcer.delayed(foreign, facts)],
    ['parked', announcer.parked(foreign, facts)],
    ['redriven', announcer.redriven(foreign, 1)],
  ])('is the source of the payment that is %s', (_fact, replies) => {
    expect(replies.map(({ body }) => parseMessage(body).destination)).toEqual(['/other-team/shop']);
  });
});
