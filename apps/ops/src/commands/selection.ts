import type { DeadLetterSelection } from '@decouple/management-client';
import { durationMilliseconds } from '../cli/duration';
import type { Options } from '../cli/options';

/** Which dead letters the options mean. */
export function selectionFrom(options: Options, now: Date): DeadLetterSelection {
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
