import { Repetition } from './repetition';

describe('Repetition', () => {
  it('tells the first time, and after the pause how many times it was', () => {
    let now = 0;
    const repetition = new Repetition(1_000, () => now);
    expect(repetition.happened('outage')).toBe(1);
    expect(repetition.happened('outage')).toBeUndefined();
    now = 999;
    expect(repetition.happened('outage')).toBeUndefined();
    now = 1_000;
    expect(repetition.happened('outage')).toBe(3);
    now = 2_000;
    expect(repetition.happened('outage')).toBe(1);
  });

  it('counts each thing for itself', () => {
    const repetition = new Repetition(1_000, () => 0);
    repetition.happened('outage');

    expect(repetition.happened('overload')).toBe(1);
  });
});
