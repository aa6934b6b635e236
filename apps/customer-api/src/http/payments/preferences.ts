/** Maximum seconds that a response is held: below the idle timeouts of common proxies and load balancers. */
export const MAX_WAIT_SECONDS = 30;

/**
 * Reads `wait=N` from a Prefer header (RFC 7240): seconds, limited to the maximum; undefined if absent or not a number,
 * because an unknown preference is ignored.
 */
export function preferredWaitSeconds(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header.join(',') : header;
  const seconds = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=$|[,;])/i.exec(text ?? '')?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS);
}
