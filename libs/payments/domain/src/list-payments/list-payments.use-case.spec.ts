import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { SequentialIdGenerator, VirtualClock } from '@decouple/messaging-core/testing';
import * as fc from 'fast-check';
import { AcceptPayment } from '../accept-payment/accept-payment.use-case';
import { InMemoryPaymentStore } from '../in-memory/in-memory-payment-store';
import { ListPayments } from './list-payments.use-case';

function setUp() {
  const clock = new VirtualClock();
  const store = new InMemoryPaymentStore(new InMemoryOutboxStore(clock));
  const acceptPayment = new AcceptPayment(store, clock, new SequentialIdGenerator(), () => undefined);
  let keys = 0;
  const accept = async (count: number, clientId = 'shop', policyNumber = 'POL-100001'): Promise<string[]> => {
    const ids: string[] = [];
    for (let number = 0; number < count; number += 1) {
      keys += 1;
      const order = {
        policyNumber,
        customerId: 'CUST-1001',
        billingPeriod: '2026-11',
        amount: { minorUnits: 4999n, currency: 'EUR' },
        method: { type: 'card', token: 'tok_1' },
      } as const;
      const input = { clientId, idempotencyKey: `key-${keys}`, order, trace: {} };
      ids.push((await acceptPayment.execute(input)).payment.id);
    }
    return ids;
  };
  const listPayments = new ListPayments(store);
  /** The ids of all pages, page by page. */
  const pages = async (limit: number): Promise<string[][]> => {
    const read: string[][] = [];
    let after: string | undefined;
    do {
      const page = await listPayments.execute({ clientId: 'shop', after, limit });
      read.push(page.payments.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    return read;
  };
  return { accept, listPayments, pages };
}

describe('ListPayments', () => {
  it('shows a client its own payments, newest first', async () => {
    const { accept, listPayments } = setUp();
    const mine = await accept(2);
    await accept(2, 'other shop');
    const { payments, next } = await listPayments.execute({ clientId: 'shop', limit: 10 });
    expect(payments.map(({ id }) => id)).toEqual(mine.toReversed());
    expect(next).toBeUndefined();
  });

  it('shows an empty last page to who has no payments', async () => {
    const { listPayments } = setUp();
    await expect(listPayments.execute({ clientId: 'shop', limit: 10 })).resolves.toEqual({
      payments: [],
      next: undefined,
    });
  });

  it('passes the filters on', async () => {
    const { accept, listPayments } = setUp();
    await accept(2);
    const [wanted] = await accept(1, 'shop', 'POL-200002');
    const page = await listPayments.execute({
      clientId: 'shop',
      policyNumber: 'POL-200002',
      status: 'accepted',
      limit: 1,
    });
    expect(page.payments.map(({ id }) => id)).toEqual([wanted]);
    expect(page.next).toBeUndefined();
    const none = await listPayments.execute({ clientId: 'shop', status: 'recorded', limit: 1 });
    expect(none.payments).toEqual([]);
  });

  it('names the next page only when there is one', async () => {
    const { accept, pages } = setUp();
    await accept(4);
    expect((await pages(2)).map(({ length }) => length)).toEqual([2, 2]);
    expect((await pages(3)).map(({ length }) => length)).toEqual([3, 1]);
    expect((await pages(4)).map(({ length }) => length)).toEqual([4]);
  });

  it('repeats and misses nothing when payments come in between two pages', async () => {
    const { accept, listPayments } = setUp();
    const old = await accept(4);
    const first = await listPayments.execute({ clientId: 'shop', limit: 2 });
    await accept(3);
    const second = await listPayments.execute({ clientId: 'shop', after: first.next, limit: 2 });
    expect([...first.payments, ...second.payments].map(({ id }) => id)).toEqual(old.toReversed());
    expect(second.next).toBeUndefined();
  });

  it('shows every payment exactly once, whatever the size of the pages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 13 }), async (count, limit) => {
        const { accept, pages } = setUp();
        const ids = await accept(count);
        const read = await pages(limit);
        expect(read.flat()).toEqual(ids.toReversed());
        for (const page of read) expect(page.length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
