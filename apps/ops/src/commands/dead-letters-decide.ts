import type { DecisionAction, DecisionOutcome, ManagementClient, ServiceName } from '@decouple/management-client';
import { rateFrom, reasonFrom } from '../cli/decision-options';
import { EXIT_CODE } from '../cli/exit-code';
import { countOption } from '../cli/options';
import { spoken } from '../output/age';
import { table } from '../output/output';
import type { Services } from '../services/services';
import type { Command } from './command';
import { parseRef } from './dead-letter-ref';
import { selectionFrom } from './selection';

type Outcome = DecisionOutcome & { readonly service: ServiceName };

/** Decides on the letters that are named, or on those that the options find. */
export function decideOn(action: DecisionAction): Command {
  return async ({ login, now, options, output, services, words }) => {
    const document = {
      reason: reasonFrom(options),
      dryRun: options['dry-run'] ?? false,
      all: options.all ?? false,
      limit: countOption('limit', options.limit),
      ...(action === 'redrive' ? { messagesPerSecond: rateFrom(options) } : {}),
    };
    const operator = options.operator ?? login;
    const outcomes: Outcome[] = [];
    for (const { client, ids } of meant(services, words)) {
      const selection = { ...selectionFrom(options, now), ...(ids === undefined ? {} : { ids }) };
      const outcome = await client.decide(action, { ...document, selection }, operator);
      outcomes.push({ service: client.service, ...outcome });
    }
    output.show({ action, outcomes }, () => described(action, outcomes));
    return EXIT_CODE.done;
  };
}

function meant(
  services: Services,
  words: readonly string[],
): readonly { readonly client: ManagementClient; readonly ids?: readonly string[] }[] {
  if (words.length === 0) return services.chosen().map((client) => ({ client }));
  const ids = new Map<ServiceName, string[]>();
  for (const { id, service } of words.map(parseRef)) ids.set(service, [...(ids.get(service) ?? []), id]);
  return [...ids].map(([service, named]) => ({ client: services.of(service), ids: named }));
}

function described(action: DecisionAction, outcomes: readonly Outcome[]): string {
  const lines = outcomes.map((outcome) => `${outcome.service}: ${sentence(action, outcome)}`);
  const groups = outcomes.flatMap(({ groups: found, service }) => found.map((group) => ({ service, ...group })));
  if (groups.length === 0) return lines.join('\n');
  const matched = table(
    ['service', 'queue', 'type', 'code', 'letters'],
    groups.map(({ letters, queue, reasonCode, service, type }) => [
      service,
      queue,
      type ?? '(no type)',
      reasonCode,
      letters,
    ]),
  );
  return [...lines, '', 'What matched', matched].join('\n');
}

function sentence(action: DecisionAction, { dryRun, letters, remaining, skipped, spreadSeconds }: Outcome): string {
  const done = action === 'redrive' ? 'redriven' : 'discarded';
  return [
    dryRun ? `${letters} would be ${done}` : `${letters} ${done}`,
    spreadSeconds > 0 ? `the last one is due in ${spoken(spreadSeconds)}` : '',
    skipped > 0 ? `${skipped} stay, because the outbox holds the same message for another queue` : '',
    remaining > 0 ? `${remaining} more match: run it again for them` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}
