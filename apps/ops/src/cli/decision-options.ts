import type { Options } from './options';
import { UsageError } from './usage.error';

/**
 * Why something is decided, for the audit; a dry run needs no reason.
 *
 * @throws UsageError
 */
export function reasonFrom(options: Options): string {
  const reason = options.reason ?? (options['dry-run'] === true ? 'dry run' : undefined);
  if (reason === undefined) throw new UsageError('Say why, for the audit: --reason "…".');
  return reason;
}

/**
 * Messages per second; undefined when it is not given.
 *
 * @throws UsageError
 */
export function rateFrom({ rate }: Options): number | undefined {
  if (rate === undefined) return undefined;
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(rate))
    throw new UsageError(`--rate ${rate} is not a number of messages per second.`);
  return Number(rate);
}
