import { durationMilliseconds } from '../cli/duration';
import type { Options } from '../cli/options';

export type Selection = Readonly<
  Record<'queue' | 'type' | 'reasonCode' | 'messageId' | 'seenBefore' | 'seenSince', string | undefined>
>;

/** Which dead letters the options mean. */
export function selectionFrom(options: Options, now: Date): Selection {
  const before = (option: 'older-than' | 'newer-than'): string | undefined => {
    const text = options[option];
    return text === undefined ? undefined : new Date(now.getTime() - durationMilliseconds(option, text)).toISOString();
  };
  return {
    queue: options.queue,
    type: options.type,
    reasonCode: options.code,
    messageId: options.message,
    seenBefore: before('older-than'),
    seenSince: before('newer-than'),
  };
}
