import type {
  DeadLetter,
  DeadLetterGroup,
  DeadLetterSelection,
  ManagementClient,
  ServiceName,
} from '@decouple/management-client';
import { EXIT_CODE } from '../cli/exit-code';
import { countOption } from '../cli/options';
import { ago } from '../output/age';
import { table } from '../output/output';
import type { Command } from './command';
import { refText } from './dead-letter-ref';
import { selectionFrom } from './selection';

const DEFAULT_LIMIT = 20;

interface Listed {
  readonly service: ServiceName;
  readonly groups: readonly DeadLetterGroup[];
  readonly deadLetters: readonly (DeadLetter & { readonly ref: string })[];
}

export const listDeadLetters: Command = async ({ now, options, output, services }) => {
  const limit = countOption('limit', options.limit) ?? DEFAULT_LIMIT;
  const selection = selectionFrom(options, now);
  const listed = await Promise.all(services.chosen().map((client) => listOf(client, selection, limit)));
  output.show({ services: listed }, () => listed.map((one) => described(one, now)).join('\n\n'));
  return EXIT_CODE.done;
};

async function listOf(client: ManagementClient, selection: DeadLetterSelection, limit: number): Promise<Listed> {
  const { service } = client;
  const groups = await client.deadLetterGroups(selection);
  const deadLetters = await client.deadLetters(selection, limit);
  return {
    service,
    groups,
    deadLetters: deadLetters.map((deadLetter) => ({ ref: refText({ service, ...deadLetter }), ...deadLetter })),
  };
}

function described({ deadLetters, groups, service }: Listed, now: Date): string {
  const count = groups.reduce((sum, { letters }) => sum + letters, 0);
  if (count === 0) return `${service}: no dead letters`;
  const summary = table(
    ['queue', 'type', 'code', 'letters', 'first', 'last'],
    groups.map(({ firstSeenAt, lastSeenAt, letters, queue, reasonCode, type }) => [
      queue,
      type ?? '(no type)',
      reasonCode,
      letters,
      ago(firstSeenAt, now),
      ago(lastSeenAt, now),
    ]),
  );
  const rows = table(
    ['ref', 'message', 'code', 'attempts', 'last seen', 'error'],
    deadLetters.map(({ attempts, errorMessage, lastSeenAt, messageId, reasonCode, ref }) => [
      ref,
      messageId,
      reasonCode,
      attempts,
      ago(lastSeenAt, now),
      errorMessage.length > 60 ? `${errorMessage.slice(0, 59)}…` : errorMessage,
    ]),
  );
  return `${service}: ${count} dead letters\n${summary}\nThe last ${deadLetters.length}\n${rows}`;
}
