import { PatientTimeout } from './patient-timeout';

describe('PatientTimeout', () => {
  it('doubles with each timeout, up to three times the initial one', () => {
    const timeout = new PatientTimeout(5_000);
    const waits = Array.from({ length: 4 }, () => {
      timeout.expired();
      return timeout.milliseconds;
    });

    expect(waits).toEqual([10_000, 15_000, 15_000, 15_000]);
  });

  it('stays long while responses are slow, and shortens with fast ones down to the initial one', () => {
    const timeout = new PatientTimeout(5_000);
    timeout.expired();
    timeout.answeredAfter(6_000);
    expect(timeout.milliseconds).toBe(10_000);
    for (let answer = 0; answer < 3; answer += 1) timeout.answeredAfter(20);

    expect(timeout.milliseconds).toBe(5_000);
  });
});
