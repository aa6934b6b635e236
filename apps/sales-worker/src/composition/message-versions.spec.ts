import {
  createMessage,
  type Message,
  PAYMENT_ACCEPTED_V1,
  PAYMENT_ACCEPTED_V2,
  upcastPaymentAcceptedV1,
} from '@decouple/contracts';
import { acceptedPayment, InMemoryWorker, THIS_MONTH } from '../testing/in-memory-worker';

describe('messages of two versions, in the whole worker', () => {
  let worker: InMemoryWorker;

  beforeEach(async () => {
    worker = await InMemoryWorker.start();
  });

  afterEach(() => worker.close());

  const get = async (path: string): Promise<unknown> => (await fetch(`${worker.url}${path}`)).json();

  it('records payments told in either version, side by side', async () => {
    const first = acceptedPayment('POL-100001', '4999');
    const second = upcastPaymentAcceptedV1(acceptedPayment('POL-100002', '1'));
    const { data, ...head } = upcastPaymentAcceptedV1(acceptedPayment('POL-100003', '1'));
    const unheardOf = { ...data, paymentMethod: { type: 'a-way-to-pay-that-nobody-knew' } };
    const third = createMessage(PAYMENT_ACCEPTED_V2, head, unheardOf);
    for (const [index, message] of [first, second, third].entries()) {
      worker.send(message);
      await worker.recording.until('outbox relayed', index + 1);
    }
    const settled = await worker.recording.until('message settled', 3);
    const answers = worker.broker.contents('payment-status').map((body) => JSON.parse(body) as Message);

    expect(settled.map(({ result, type }) => [type, result])).toEqual([
      [PAYMENT_ACCEPTED_V1, 'done'],
      [PAYMENT_ACCEPTED_V2, 'done'],
      [PAYMENT_ACCEPTED_V2, 'done'],
    ]);
    expect(await get('/v1/monthly-totals')).toEqual({
      totals: [{ billingPeriod: THIS_MONTH, payments: 3, amount: { value: '5001', currency: 'EUR' } }],
    });
    expect(answers.map(({ type }) => type)).toEqual(Array(3).fill('sales.payment-recorded.v1'));
  });

  it('are reported: those that it handles, and those that it received', async () => {
    worker.send(upcastPaymentAcceptedV1(acceptedPayment('POL-100001', '4999')));
    await worker.recording.until('message settled');

    const { handlers } = (await get('/v1/handlers')) as { readonly handlers: unknown };
    expect(handlers).toEqual(
      expect.arrayContaining([
        { queue: 'sales', messageType: PAYMENT_ACCEPTED_V1, handled: 0 },
        {
          queue: 'sales',
          messageType: PAYMENT_ACCEPTED_V2,
          handled: 1,
          lastHandledAt: expect.stringMatching(/Z$/) as string,
        },
      ]),
    );
  });

  it.each(['the old one first', 'the new one first'])(
    'records a payment once that arrives in both versions, %s',
    async (order) => {
      const old = acceptedPayment('POL-100001', '4999');
      const both: readonly Message[] = [old, upcastPaymentAcceptedV1(old)];
      const [first = old, last = old] = order === 'the old one first' ? both : [...both].reverse();
      worker.send(first);
      await worker.recording.until('message settled');
      worker.send(last);
      const settled = await worker.recording.until('message settled', 2);

      expect(settled.map(({ result, type }) => [type, result])).toEqual([
        [first.type, 'done'],
        [last.type, 'duplicate'],
      ]);
      expect(await get('/v1/monthly-totals')).toEqual({
        totals: [{ billingPeriod: THIS_MONTH, payments: 1, amount: { value: '4999', currency: 'EUR' } }],
      });
    },
  );
});
