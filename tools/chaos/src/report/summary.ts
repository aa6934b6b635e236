import Table from 'cli-table3';
import { centsOff } from '../invariants/check-totals';
import { type Finding, type Invariant, INVARIANTS } from '../invariants/invariant';
import { FAULT_KINDS } from '../faults/fault-kind';
import type { ChaosResult } from '../run-chaos';

const WITHOUT_INNER_LINES = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };

/** What was done to the system, what became of the payments, and which invariants held. */
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
    ...[...client.departures].sort().map(([way, times]): [string, number] => [`clients that left: ${way}`, times]),
    ['starts repeated while a server was away', failedStarts],
  ];
}

function payments({ client, evidence, findings, restSeconds }: ChaosResult): [string, string | number][] {
  const ended = (outcome: string): number => evidence.payments.filter((payment) => payment.outcome === outcome).length;
  const broken = (...invariants: Invariant[]): number =>
    findings.filter(({ invariant }) => invariants.includes(invariant)).length;
  return [
    ['payments', evidence.clients.length],
    ...[...client.repeats].sort().map(([why, times]): [string, number] => [`requests repeated: ${why}`, times]),
    ['recorded', ended('recorded')],
    ['rejected', ended('rejected')],
    ['parked', ended('parked')],
    ['lost', broken('kept')],
    ['doubled', broken('onePayment', 'recordedOnce')],
    ['cents off', String(centsOff(evidence))],
    ['dead letters', evidence.deadLetters.reduce((sum, { letters }) => sum + letters, 0)],
    ['asked for through the API', evidence.told.length],
    ['seconds to rest after the last fault', restSeconds.toFixed(1)],
  ];
}

function invariants(findings: readonly Finding[]): [string, string][] {
  return Object.entries(INVARIANTS).map(([invariant, sentence]) => {
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
