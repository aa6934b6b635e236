/** The longest that an answer is held back, in seconds: below the idle time-outs of common proxies and balancers. */
export const MAX_WAIT_SECONDS = 30;

/**
 * Reads `wait=N` from a Prefer header (RFC 7240): seconds, cut to the maximum; undefined when absent or not a number,
 * because a preference that is not understood is ignored.
 */
export function preferredWaitSeconds(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header.join(',') : header;
  const seconds = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=$|[,;])/i.exec(text ?? '')?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS);
}
