import type { PaymentDto, ReasonDto, TimelineEntryDto } from './payment.dto';
import type { PaymentListDto } from './payment-list.dto';
import type { PaymentRequestDto } from './payment-request.dto';

/** The examples of the OpenAPI document. */

export const EXAMPLE_ADDRESS = '/v1/payments/019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';

const ORDER = { policyNumber: 'POL-100001', customerId: 'CUST-1001', billingPeriod: '2026-11' };
const AMOUNT = { value: '4999', currency: 'EUR' };
const ACCEPTED: TimelineEntryDto = { status: 'accepted', at: '2026-11-24T08:15:30.123Z' };
const QUEUED: TimelineEntryDto = { status: 'queued', at: '2026-11-24T08:15:30.201Z' };
const reason = (code: string, detail: string): ReasonDto => ({ code, detail });
const ALREADY_PAID = reason('period-already-paid', 'The policy POL-100001 is already paid for 2026-11.');
const FAILED = reason('handler-failed', 'Sales could not record the payment and tries again.');
const GIVEN_UP = reason('attempts-exhausted', 'Sales could not record the payment in 8 attempts.');

const named = <Value>(summary: string, value: Value) => ({ summary, value });

export const REQUEST_EXAMPLES = {
  card: named<PaymentRequestDto>('49.99 EUR by card', {
    ...ORDER,
    amount: AMOUNT,
    paymentMethod: { type: 'card', token: 'tok_visa_4f9a' },
  }),
  'direct-debit': named<PaymentRequestDto>('3,000 JPY by direct debit', {
    ...ORDER,
    amount: { value: '3000', currency: 'JPY' },
    paymentMethod: { type: 'direct-debit', token: 'tok_sepa_4f9a' },
  }),
};

const ACCEPTED_PAYMENT = paymentThat(ACCEPTED);
const RECORDED_PAYMENT = paymentThat(ACCEPTED, QUEUED, { status: 'recorded', at: '2026-11-24T08:15:30.477Z' });

export const ACCEPTED_EXAMPLES = { accepted: named('A new payment', ACCEPTED_PAYMENT) };

export const PAYMENT_EXAMPLES = {
  queued: named('On its way to sales', paymentThat(ACCEPTED, QUEUED)),
  recorded: named('Recorded by sales', RECORDED_PAYMENT),
  rejected: named(
    'Rejected by sales',
    paymentThat(ACCEPTED, QUEUED, { status: 'rejected', at: '2026-11-24T08:15:30.477Z', reason: ALREADY_PAID }),
  ),
  delayed: named(
    'Retried later',
    paymentThat(ACCEPTED, QUEUED, {
      status: 'delayed',
      at: '2026-11-24T08:15:30.477Z',
      reason: FAILED,
      attempt: 1,
      nextAttemptAt: '2026-11-24T08:15:33.000Z',
    }),
  ),
  parked: named(
    'Waiting for manual review',
    paymentThat(ACCEPTED, QUEUED, {
      status: 'parked',
      at: '2026-11-24T08:19:02.850Z',
      reason: GIVEN_UP,
      attempt: 8,
    }),
  ),
};

export const LIST_EXAMPLES = {
  page: named<PaymentListDto>('A page that is not the last', {
    payments: [RECORDED_PAYMENT],
    nextCursor: EXAMPLE_ADDRESS.slice('/v1/payments/'.length),
  }),
  empty: named<PaymentListDto>('No payment matches', { payments: [] }),
};

export const EVENT_EXAMPLES = {
  recorded: named('The payment is recorded', { event: 'status', id: '3', data: JSON.stringify(RECORDED_PAYMENT) }),
};

function paymentThat(...timeline: readonly [TimelineEntryDto, ...TimelineEntryDto[]]): PaymentDto {
  const { at: _at, status, ...facts } = timeline.at(-1) ?? timeline[0];
  return {
    requestId: EXAMPLE_ADDRESS.slice('/v1/payments/'.length),
    status,
    final: status === 'recorded' || status === 'rejected',
    statusUrl: EXAMPLE_ADDRESS,
    ...ORDER,
    amount: AMOUNT,
    paymentMethod: { type: 'card' },
    acceptedAt: ACCEPTED.at,
    ...facts,
    timeline,
  };
}
