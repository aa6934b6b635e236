import type { ContractSnapshot } from '../released/contract-snapshot';
import type { BreakingChange } from './breaking-change';
import { compareSchemas } from './compare-schemas';

export interface Comparison {
  readonly breaking: readonly BreakingChange[];
  /** Message types that are new, with the queue that carries them. */
  readonly added: readonly { readonly type: string; readonly queue: string | undefined }[];
}

/** Everything between two states of the contracts that a released consumer or a new one would trip over. */
export function compareContracts(released: ContractSnapshot, current: ContractSnapshot): Comparison {
  const added = [...current.schemas.keys()].filter((type) => !released.schemas.has(type)).sort();
  return {
    breaking: [...released.schemas.keys()].sort().flatMap((type) => compareMessage(type, released, current)),
    added: added.map((type) => ({ type, queue: queueOf(type, current) })),
  };
}

function compareMessage(type: string, released: ContractSnapshot, current: ContractSnapshot): BreakingChange[] {
  const before = released.schemas.get(type) ?? {};
  const after = current.schemas.get(type);
  if (after === undefined) {
    const detail = 'The message type was removed: messages of this type can no longer be read.';
    return [{ type, rule: 'message-removed', pointer: '#', detail, hurts: ['released-readers', 'new-readers'] }];
  }
  const was = queueOf(type, released);
  const is = queueOf(type, current);
  const moved: BreakingChange = {
    type,
    rule: 'queue-changed',
    pointer: '#',
    detail: `It travelled on ${named(was)} and now travels on ${named(is)}: released services send and read it there.`,
    hurts: ['released-readers', 'new-readers'],
  };
  return [...(was === is ? [] : [moved]), ...compareSchemas(before, after).map((change) => ({ ...change, type }))];
}

function queueOf(type: string, { queues }: ContractSnapshot): string | undefined {
  return Object.keys(queues).find((queue) => queues[queue]?.includes(type));
}

const named = (queue: string | undefined): string => (queue === undefined ? 'no queue' : `the queue "${queue}"`);
