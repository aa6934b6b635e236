/** Returns the rate per second since the start and the seconds left at that rate; undefined before anything is done. */
export function pace(
  done: number,
  total: number,
  milliseconds: number,
): { rate: number; secondsLeft: number } | undefined {
  if (done === 0 || milliseconds <= 0) return undefined;
  const rate = (done * 1_000) / milliseconds;
  return { rate, secondsLeft: Math.max(0, total - done) / rate };
}

export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function paceText(done: number, total: number, milliseconds: number): string {
  const known = pace(done, total, milliseconds);
  if (known === undefined) return 'starting';
  const { rate, secondsLeft } = known;
  const perSecond = rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en');
  return done >= total ? `${perSecond}/s` : `${perSecond}/s, ${duration(secondsLeft)} left`;
}
