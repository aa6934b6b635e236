/** Reads a Retry-After header (RFC 9110, 10.2.3): seconds, or a date; undefined when it is absent or neither. */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // A date without letters would be read as a year by some engines: only what looks like an HTTP-date is one.
  const date = /^[A-Za-z]{3,9}, /.test(text) ? Date.parse(text) : Number.NaN;
  // eslint-disable-next-line no-restricted-syntax -- a date in a header can be compared with the wall clock only
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1_000));
}
