import * as fc from 'fast-check';
import { isFinal, type Payment, type PaymentState } from './payment';
import { acceptedPayment, applyOutcome, markQueued, MAX_TIMELINE_ENTRIES, parkRefused } from './payment-transitions';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 22, 10, 0, second));
const reason = { code: 'handler-failed', detail: 'It failed.' };
const recorded: PaymentState = { status: 'recorded' };
const rejected: PaymentState = { status: 'rejected', reason: { code: 'period-already-paid', detail: 'Paid.' } };
const parked: PaymentState = { status: 'parked', attempts: 8, reason };
/** What a redrive tells. */
const redriven: PaymentState = { status: 'queued' };
const delayed = (attempt: number): PaymentState => ({ status: 'delayed', attempt, nextAttemptAt: at(1_000), reason });

const accepted = (): Payment =>
  acceptedPayment({
    id: '019400a0-0000-7000-8000-000000000001',
    clientId: 'client',
    idempotencyKey: 'key',
    order: {
      policyNumber: 'POL-100001',
      customerId: 'CUST-1001',
      billingPeriod: '2026-11',
      amount: { minorUnits: 4999n, currency: 'EUR' },
      method: { type: 'card', token: 'tok_1' },
    },
    acceptedAt: at(0),
  });
const queued = (): Payment => markQueued(accepted(), at(1));
const statuses = (payment: Payment): string[] => payment.timeline.map(({ status }) => status);

describe('acceptedPayment', () => {
  it('is accepted, in its first version', () => {
    expect(accepted()).toMatchObject({
      state: { status: 'accepted' },
      outcomeAt: undefined,
      timeline: [{ status: 'accepted', at: at(0) }],
      version: 1,
    });
  });
});

describe('markQueued', () => {
  it('moves an accepted payment', () => {
    expect(queued()).toMatchObject({
      state: { status: 'queued' },
      timeline: [{ status: 'accepted' }, { status: 'queued', at: at(1) }],
      version: 2,
      outcomeAt: undefined,
    });
  });

  it.each<[string, Payment]>([
    ['queued', queued()],
    ['delayed', applyOutcome(accepted(), delayed(1), at(5))],
    ['recorded', applyOutcome(accepted(), recorded, at(5))],
    ['rejected', applyOutcome(accepted(), rejected, at(5))],
    ['parked', applyOutcome(accepted(), parked, at(5))],
  ])('leaves a payment that is %s, the same object', (_, payment) => {
    expect(markQueued(payment, at(9))).toBe(payment);
  });
});

describe('applyOutcome', () => {
  const froms: [string, () => Payment][] = [
    ['accepted', accepted],
    ['queued', queued],
    ['delayed', () => applyOutcome(queued(), delayed(1), at(5))],
    ['parked', () => applyOutcome(queued(), parked, at(5))],
  ];

  describe.each(froms)('to a payment that is %s', (_, from) => {
    it.each([recorded, rejected, parked, redriven, delayed(2)])('applies $status', (outcome) => {
      const before = from();
      const after = applyOutcome(before, outcome, at(9));
      expect(after.state).toEqual(outcome);
      expect(after.version).toBe(before.version + 1);
      expect(after.outcomeAt).toEqual(at(9));
      expect(statuses(after)).toEqual([...statuses(before), outcome.status]);
      expect(before).toEqual(from());
    });
  });

  it.each([recorded, rejected])('changes nothing of a payment that is $status', (final) => {
    const payment = applyOutcome(queued(), final, at(5));
    for (const outcome of [recorded, rejected, parked, redriven, delayed(2)]) {
      expect(applyOutcome(payment, outcome, at(9))).toBe(payment);
    }
  });

  it('ignores an answer that is as old as the last one, or older', () => {
    const payment = applyOutcome(queued(), delayed(2), at(5));
    for (const second of [5, 4, -100]) {
      expect(applyOutcome(payment, delayed(1), at(second))).toBe(payment);
      expect(applyOutcome(payment, parked, at(second))).toBe(payment);
    }
  });

  it('goes by the sequence where there is one, whatever the clocks say', () => {
    const payment = applyOutcome(queued(), delayed(2), at(5), 7);
    for (const sequence of [7, 6]) expect(applyOutcome(payment, delayed(1), at(900), sequence)).toBe(payment);
    const after = applyOutcome(payment, parked, at(-900), 8);
    expect(after).toMatchObject({ state: parked, outcomeAt: at(-900), outcomeSequence: 8 });
    expect(applyOutcome(after, delayed(3), at(900), 7)).toBe(after);
  });

  it('goes by the time for an announcement of a sender that knows no sequence, and keeps the sequence', () => {
    const payment = applyOutcome(queued(), delayed(2), at(5), 7);
    expect(applyOutcome(payment, delayed(1), at(4))).toBe(payment);
    const later = applyOutcome(payment, delayed(3), at(6));
    expect(later).toMatchObject({ state: delayed(3), outcomeSequence: 7 });
    expect(applyOutcome(later, parked, at(900), 7)).toBe(later);
  });

  it('takes the first announcement with a sequence for newer than all without one', () => {
    const payment = applyOutcome(queued(), delayed(2), at(5));
    expect(applyOutcome(payment, parked, at(4), 1)).toMatchObject({ state: parked, outcomeSequence: 1 });
  });

  it('applies a final answer also when it is older than the last one: the ledger had decided before the error', () => {
    const payment = applyOutcome(queued(), delayed(1), at(5));
    const after = applyOutcome(payment, recorded, at(4));
    expect(after).toMatchObject({ state: recorded, outcomeAt: at(4) });
    expect(after.timeline.map((entry) => entry.at)).toEqual([at(0), at(1), at(5), at(5)]);
  });

  it('takes a parked payment up again when a person has redriven it', () => {
    const payment = applyOutcome(queued(), parked, at(5));
    const again = [redriven, delayed(1), recorded].reduce(
      (before, outcome, index) => applyOutcome(before, outcome, at(6 + index)),
      payment,
    );
    expect(statuses(again)).toEqual(['accepted', 'queued', 'parked', 'queued', 'delayed', 'recorded']);
  });

  it('stays queued when it hears of the parking only after the redrive', () => {
    const payment = applyOutcome(queued(), redriven, at(6));
    expect(applyOutcome(payment, parked, at(5))).toBe(payment);
  });

  it('is parked again when it fails again after the redrive', () => {
    const payment = applyOutcome(applyOutcome(queued(), parked, at(5)), redriven, at(6));
    expect(applyOutcome(payment, parked, at(7)).state).toEqual(parked);
  });

  it('tells reason, attempt and next attempt in the timeline, where there are any', () => {
    const [, , ...entries] = [
      [delayed(3), at(5)] as const,
      [parked, at(6)] as const,
      [rejected, at(7)] as const,
    ].reduce((payment, [outcome, time]) => applyOutcome(payment, outcome, time), queued()).timeline;
    expect(entries).toStrictEqual([
      { status: 'delayed', at: at(5), reason, attempt: 3, nextAttemptAt: at(1_000) },
      { status: 'parked', at: at(6), reason, attempt: 8 },
      { status: 'rejected', at: at(7), reason: { code: 'period-already-paid', detail: 'Paid.' } },
    ]);
  });

  it('keeps the first entry of the timeline and the newest ones, fifty in all', () => {
    let payment = queued();
    for (let attempt = 1; attempt <= 200; attempt += 1)
      payment = applyOutcome(payment, delayed(attempt), at(10 + attempt));
    expect(payment.timeline).toHaveLength(MAX_TIMELINE_ENTRIES);
    expect(payment.timeline[0]).toMatchObject({ status: 'accepted' });
    expect(payment.timeline.slice(1).map(({ attempt }) => attempt)).toEqual(
      Array.from({ length: MAX_TIMELINE_ENTRIES - 1 }, (_, index) => 152 + index),
    );
    expect(payment.version).toBe(202);
  });
});

describe('any story of a payment', () => {
  type Step = { readonly outcome: PaymentState | 'queued'; readonly second: number };
  const step = (outcomes: fc.Arbitrary<PaymentState | 'queued'>): fc.Arbitrary<Step> =>
    fc.record({ outcome: outcomes, second: fc.integer({ min: -10, max: 60 }) });
  const unsettled = fc.oneof(
    fc.constant('queued' as const),
    fc.constant(parked),
    fc.constant(redriven),
    fc.integer({ min: 1, max: 8 }).map((attempt) => delayed(attempt)),
  );
  const anything = step(fc.oneof(unsettled, fc.constant(recorded), fc.constant(rejected)));
  const tell = (payment: Payment, { outcome, second }: Step): Payment =>
    outcome === 'queued' ? markQueued(payment, at(second)) : applyOutcome(payment, outcome, at(second));

  it('never leaves a final state, and changes its version exactly when something changes', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 80 }), (steps) => {
        let payment = accepted();
        for (const next of steps) {
          const before = payment;
          payment = tell(before, next);
          if (isFinal(before)) expect(payment).toBe(before);
          if (payment === before) continue;
          expect(payment.version).toBe(before.version + 1);
          const held = Math.max(at(next.second).getTime(), before.timeline.at(-1)?.at.getTime() ?? 0);
          expect(payment.timeline.at(-1)).toMatchObject({ status: payment.state.status, at: new Date(held) });
          expect(payment.timeline.length).toBeLessThanOrEqual(MAX_TIMELINE_ENTRIES);
          expect(payment.timeline[0]).toEqual({ status: 'accepted', at: at(0) });
        }
      }),
    );
  });

  it('changes nothing when it is repeated from any point', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1, maxLength: 30 }), (steps) => {
        let payment = accepted();
        for (const next of steps) {
          payment = tell(payment, next);
          expect(tell(payment, next)).toBe(payment);
        }
      }),
    );
  });

  it('ends the same, in whatever order and however often its answers come', () => {
    const story = fc
      .uniqueArray(step(unsettled.filter((outcome) => outcome !== 'queued')), { selector: ({ second }) => second })
      .chain((steps) =>
        fc.tuple(
          fc.constant(steps),
          fc.shuffledSubarray([...steps, ...steps], { minLength: steps.length * 2 }),
          fc.option(fc.constantFrom(recorded, rejected), { nil: undefined }),
          fc.nat(),
        ),
      );
    fc.assert(
      fc.property(story, ([steps, shuffled, final, place]) => {
        const newest = [...steps].sort((a, b) => b.second - a.second)[0];
        const told: Step[] = [...shuffled];
        if (final !== undefined) told.splice(place % (told.length + 1), 0, { outcome: final, second: 0 });
        const { state } = told.reduce(tell, queued());
        expect(state).toEqual(final ?? newest?.outcome ?? { status: 'queued' });
      }),
    );
  });
});

describe('the times of a timeline', () => {
  it('are those of sales while both clocks agree', () => {
    const payment = applyOutcome(queued(), recorded, at(3), undefined, at(4));
    expect(payment.timeline.at(-1)).toEqual({ status: 'recorded', at: at(3) });
  });

  it('are not before what happened before, when the clock of sales is behind', () => {
    const payment = applyOutcome(queued(), recorded, at(-600), undefined, at(4));
    expect(payment.timeline.at(-1)).toEqual({ status: 'recorded', at: at(1) });
    expect(payment.outcomeAt).toEqual(at(-600));
  });

  it('are not in the future, when the clock of sales is ahead', () => {
    const payment = applyOutcome(queued(), recorded, at(600), undefined, at(4));
    expect(payment.timeline.at(-1)).toEqual({ status: 'recorded', at: at(4) });
  });

  it('are not before the acceptance, when another process with its clock ahead accepted', () => {
    expect(markQueued(accepted(), at(-600)).timeline.at(-1)).toEqual({ status: 'queued', at: at(0) });
  });
});

describe('parkRefused', () => {
  const refused = { status: 'parked', attempts: 1, reason: { code: 'refused-by-broker' } };

  it.each([
    ['accepted', accepted],
    ['queued', queued],
    ['delayed', () => applyOutcome(queued(), delayed(1), at(5), 7)],
  ])('parks a payment that is %s, for a person to look at', (_, from) => {
    const payment = parkRefused(from(), 1, at(9));
    expect(payment).toMatchObject({ state: refused, version: from().version + 1 });
    expect(payment.timeline.at(-1)).toMatchObject({ status: 'parked', at: at(9), attempt: 1 });
  });

  it.each([recorded, rejected, parked])('leaves a payment alone that is $status', (state) => {
    const payment = applyOutcome(queued(), state, at(5));
    expect(parkRefused(payment, 1, at(9))).toBe(payment);
  });

  it('is undone when the message gets through all the same', () => {
    const payment = markQueued(parkRefused(accepted(), 1, at(9)), at(20));
    expect(statuses(payment)).toEqual(['accepted', 'parked', 'queued']);
    expect(payment.state).toEqual({ status: 'queued' });
  });

  it('is not what sales parks: that stays parked until a person redrives it', () => {
    const payment = applyOutcome(queued(), parked, at(5), 7);
    expect(markQueued(payment, at(9))).toBe(payment);
  });

  it('gives way to what sales says, however far behind its clock is', () => {
    const payment = parkRefused(accepted(), 1, at(9));
    expect(applyOutcome(payment, delayed(1), at(-900), 1).state).toEqual(delayed(1));
  });
});
