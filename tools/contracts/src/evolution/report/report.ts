import type { BreakingChange, Hurt } from '../compare/breaking-change';
import type { Comparison } from '../compare/compare-contracts';

const ADVICE = 'docs/contracts.md#evolve';

/** The comparison for people. */
export function report(version: string, { added, breaking }: Comparison): string {
  const blocks = [
    ...breaking.map((change) => explained(change, version)),
    ...added.map(({ queue, type }) => introduced(type, queue, version)),
    breaking.length === 0
      ? `✔ Nothing breaks readers or writers of @decouple/contracts ${version}.`
      : `${breaking.length} ${breaking.length === 1 ? 'change breaks' : 'changes break'} readers or writers of ` +
        `@decouple/contracts ${version}. See ${ADVICE}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function explained({ detail, hurts, pointer, rule, type }: BreakingChange, version: string): string {
  return [
    `✖ ${type}  ${pointer}  ${rule}`,
    `  ${detail}`,
    ...hurts.map((hurt) => `  Breaks ${victim(hurt, version)}`),
    `  Instead: ${instead(rule, type)}`,
  ].join('\n');
}

function victim(hurt: Hurt, version: string): string {
  return hurt === 'released-readers'
    ? `consumers on ${version}: they refuse what new producers may write, or miss what they need in it.`
    : `new consumers: they refuse or misread what producers on ${version} write, and what waits in queues, outboxes ` +
        'and dead letters.';
}

function instead(rule: BreakingChange['rule'], type: string): string {
  const next = type.replace(/\.v(\d+)$/, (_, digits: string) => `.v${Number(digits) + 1}`);
  const newVersion = `leave ${type} as it was, and make ${next} with an upcaster from ${type}.`;
  switch (rule) {
    case 'message-removed':
      return `bring ${type} back; stop sending it, and keep reading it.`;
    case 'queue-changed':
      return `leave ${type} on its queue, and make ${next} for the other one.`;
    case 'required-property-added':
    case 'property-became-required':
      return `make it optional; or ${newVersion}`;
    case 'identity-changed':
      return `give the schema its name back; or ${newVersion}`;
    default:
      return newVersion;
  }
}

function introduced(type: string, queue: string | undefined, version: string): string {
  return [
    `+ ${type}  new${queue === undefined ? ', on no queue' : ` on the queue "${queue}"`}`,
    `  Consumers on ${version} cannot read it and keep it as a dead letter: update those of its queue before it is sent.`,
  ].join('\n');
}
