import type { WholeDeadLetter } from '@decouple/management-client';
import { EXIT_CODE } from '../cli/exit-code';
import { UsageError } from '../cli/usage.error';
import type { Command } from './command';
import { parseRef, refText } from './dead-letter-ref';

export const showDeadLetter: Command = async ({ output, services, words }) => {
  const [word, ...others] = words;
  if (word === undefined || others.length > 0) throw new UsageError('Name one dead letter, such as sales-worker:12.');
  const ref = parseRef(word);
  const deadLetter = await services.of(ref.service).deadLetter(ref.id);
  output.show({ ref: refText(ref), ...deadLetter }, () => described(refText(ref), deadLetter));
  return EXIT_CODE.done;
};

function described(ref: string, deadLetter: WholeDeadLetter): string {
  const { body, errorClass, errorMessage, errorStack, ...facts } = deadLetter;
  const lines = Object.entries({ ref, ...facts, error: `${errorClass}: ${errorMessage}` }).map(
    ([name, value]) => `${name.padEnd(14)}${value ?? '–'}`,
  );
  return [...lines, '', 'stack', errorStack ?? '–', '', 'message', indented(body)].join('\n');
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    // It is here because it cannot be read: as it is, then.
    return body;
  }
}
