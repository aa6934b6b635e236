import { PaymentsInFlight } from './payments-in-flight';

describe('PaymentsInFlight', () => {
  const entered = (count: number, limit: number): PaymentsInFlight => {
    const inFlight = new PaymentsInFlight(limit);
    for (let n = 0; n < count; n += 1) inFlight.enter();
    return inFlight;
  };

  it('refuses what comes while as many as allowed are in flight, and says when to come back', () => {
    const inFlight = entered(2, 2);
    const overloaded = { status: 503, code: 'overloaded', headers: { 'retry-after': '1' } };

    expect(() => inFlight.enter()).toThrow(
      expect.objectContaining({ facts: expect.objectContaining(overloaded) as unknown }),
    );
    expect(inFlight.current).toBe(2);
  });

  it('takes a new one for each that leaves; refused ones were never counted', () => {
    const inFlight = entered(2, 2);
    expect(() => inFlight.enter()).toThrow();
    inFlight.leave();
    inFlight.enter();

    expect(() => inFlight.enter()).toThrow();
    expect(inFlight.current).toBe(2);
  });

  it('tells when callers wait for each other, and when no longer', () => {
    const inFlight = entered(63, 1_000);
    expect(inFlight.areMany).toBe(false);
    inFlight.enter();
    expect(inFlight.areMany).toBe(true);
    inFlight.leave();
    expect(inFlight.areMany).toBe(false);
  });
});
