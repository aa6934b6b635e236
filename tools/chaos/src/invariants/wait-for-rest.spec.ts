import { waitForRest } from './wait-for-rest';

describe('waitForRest', () => {
  const never = new AbortController().signal;
  const lookAt = (...figures: (number | Error)[]) => {
    const remaining = [...figures];
    return () => {
      const figure = remaining.length > 1 ? remaining.shift() : remaining[0];
      return figure instanceof Error ? Promise.reject(figure) : Promise.resolve({ 'queue sales': figure ?? NaN });
    };
  };

  it('waits until three readings in a row find nothing left', async () => {
    let looks = 0;
    const look = lookAt(2, 0, 1, 0);
    const counted = () => {
      looks += 1;
      return look();
    };
    expect(await waitForRest(counted, never, never)).toEqual({ 'queue sales': 0 });
    expect(looks).toBe(6);
  });

  it('returns what is left at the deadline', async () => {
    expect(await waitForRest(lookAt(3), AbortSignal.abort(), never)).toEqual({ 'queue sales': 3 });
  });

  it('repeats a failed reading, but not after the deadline', async () => {
    const away = new Error('The server is down.');
    expect(await waitForRest(lookAt(away, 0), never, never)).toEqual({ 'queue sales': 0 });
    await expect(waitForRest(lookAt(away), AbortSignal.abort(), never)).rejects.toBe(away);
  });

  it('ends when the run is interrupted', async () => {
    await expect(waitForRest(lookAt(1), never, AbortSignal.abort())).rejects.toThrow();
  });
});
