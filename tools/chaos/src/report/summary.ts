import Table from 'cli-table3';
import { centsOff } from '@decouple/invariants';
import { FAULT_KINDS } from '../faults/fault-kind';
import { CHAOS_INVARIANTS, type ChaosFinding, type ChaosInvariant } from '../invariants/verdict';
import type { ChaosResult } from '../run-chaos';

const WITHOUT_INNER_LINES = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

/** Faults, payments by outcome, and invariants, as tables. */
export function summary(result: ChaosResult): string {
  return [
    titled('Faults', faults(result)),
    titled('Payments', payments(result)),
    titled('Invariants', invariants(result.findings)),
  ].join('\n');
}

function faults({ client, duplicator, injector, system }: ChaosResult): [string, string | number][] {
  const failedStarts = system.replicas.reduce((sum, replica) => sum + replica.failedStarts, 0);
  return [
    ...FAULT_KINDS.map((kind): [string, number] => [
      kind,
      injector.struck.filter((fault) => fault.kind === kind).length,
    ]),
    ['copies of messages sent', duplicator.copies],
    ...[...client.departures]
      .sort()
      .map(([way, times]): [string, number] => [`clients that disconnected: ${way}`, times]),
    ['starts repeated while a server was down', failedStarts],
  ];
}

function payments({ client, evidence, findings, restSeconds }: ChaosResult): [string, string | number][] {
  const ended = (outcome: string): number => evidence.payments.filter((payment) => payment.outcome === outcome).length;
  const broken = (...invariants: ChaosInvariant[]): number =>
    findings.filter(({ invariant }) => invariants.includes(invariant)).length;
  return [
    ['payments', evidence.clients.length],
    ...[...client.repeats].sort().map(([why, times]): [string, number] => [`requests repeated: ${why}`, times]),
    ['recorded', ended('recorded')],
    ['rejected', ended('rejected')],
    ['parked', ended('parked')],
    ['lost', broken('kept', 'ended')],
    ['doubled', broken('onePayment', 'recordedOnce', 'monthPaidOnce')],
    ['cents off', String(centsOff(evidence, evidence.totals.stored))],
    ['dead letters', evidence.deadLetters.reduce((sum, { messages }) => sum + messages, 0)],
    ['read through the API', evidence.shown.length],
    ['seconds to rest after the last fault', restSeconds.toFixed(1)],
  ];
}

function invariants(findings: readonly ChaosFinding[]): [string, string][] {
  return Object.entries(CHAOS_INVARIANTS).map(([invariant, sentence]) => {
    const broken = findings.filter((finding) => finding.invariant === invariant).length;
    return [sentence, broken === 0 ? 'holds' : `BROKEN ${broken} times`];
  });
}

function titled(title: string, rows: readonly (readonly [string, string | number])[]): string {
  const table = new Table({
    chars: WITHOUT_INNER_LINES,
    colAligns: ['left', 'right'],
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push([...row]);
  return `\n${title}\n${table.toString()}`;
}
