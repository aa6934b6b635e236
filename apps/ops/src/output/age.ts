const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** A length of time as a person says it: two digits are enough. */
export function spoken(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ['s', 1];
  const count = seconds / size;
  return `${count < 10 ? Math.round(count * 10) / 10 : Math.round(count)} ${unit}`;
}

export function ago(moment: string | undefined, now: Date): string {
  if (moment === undefined) return '–';
  return `${spoken(Math.max(0, (now.getTime() - Date.parse(moment)) / 1_000))} ago`;
}
