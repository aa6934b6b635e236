import { InMemoryOutboxStore } from '@decouple/messaging-core/in-memory';
import { VirtualClock } from '@decouple/messaging-core/testing';
import { InMemoryPaymentAdminQueries, InMemoryPaymentRepairs, InMemoryPaymentStore } from '../in-memory';
import { type LedgerFacts, LOST_CLIENT_ID, RebuildPayments } from './rebuild-payments.use-case';

const ID = '019400a0-0000-7000-8000-000000000001';
const ACCEPTED_AT = new Date('2026-11-22T10:00:00.000Z');
const DECIDED_AT = new Date('2026-11-22T10:00:02.000Z');
const REASON = { code: 'period-already-paid', detail: 'Paid.' };

const entry = (outcome: LedgerFacts['outcome']): LedgerFacts => ({
  id: ID,
  order: {
    policyNumber: 'POL-100001',
    customerId: 'CUST-1001',
    billingPeriod: '2026-11',
    amount: { minorUnits: 4_999n, currency: 'EUR' },
  },
  methodType: 'card',
  acceptedAt: ACCEPTED_AT,
  decidedAt: DECIDED_AT,
  outcome,
});

describe('RebuildPayments', () => {
  it.each([{ status: 'recorded' }, { status: 'rejected', reason: REASON }] as const)(
    'stores a payment that is $status as the ledger knows it, for a client id that no client can have',
    async (outcome) => {
      const clock = new VirtualClock();
      const outbox = new InMemoryOutboxStore(clock);
      const payments = new InMemoryPaymentStore(outbox);
      const rebuild = new RebuildPayments(new InMemoryPaymentRepairs(payments, outbox, clock));
      await rebuild.execute({ entries: [entry(outcome)], operator: 'ada', reason: 'restored', dryRun: false });

      expect(await new InMemoryPaymentAdminQueries(payments).find(ID)).toMatchObject({
        clientId: LOST_CLIENT_ID,
        idempotencyKey: `lost:${ID}`,
        order: { policyNumber: 'POL-100001', method: { type: 'card' } },
        state: outcome,
        timeline: [
          { status: 'accepted', at: ACCEPTED_AT },
          { status: outcome.status, at: DECIDED_AT },
        ],
      });
      expect((await outbox.backlog()).count).toBe(0);
    },
  );
});
