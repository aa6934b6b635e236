import {
  type DeadLetter,
  judgePayment,
  type LedgerEntry,
  type RegisteredPayment,
  SERVICES,
} from '@decouple/management-client';
import { EXIT_CODE } from '../cli/exit-code';
import { UsageError } from '../cli/usage.error';
import { money } from '../output/money';
import { table } from '../output/output';
import type { Command } from './command';
import { refText } from './dead-letter-ref';

export const showPayment: Command = async ({ output, services, words }) => {
  const [id, ...others] = words;
  if (id === undefined || others.length > 0) throw new UsageError('Name one payment by its request id.');
  const payment = await services.customerApi.payment(id);
  const ledger = await services.salesWorker.ledgerEntry(id);
  const deadLetters = await Promise.all(
    SERVICES.map(async (service) => {
      const records = await services.of(service).deadLetters({ messageId: id });
      return records.map((deadLetter) => ({ ref: refText({ service, ...deadLetter }), ...deadLetter }));
    }),
  );
  const found = { payment, ledger, deadLetters: deadLetters.flat() };
  if (payment === undefined && ledger === undefined && found.deadLetters.length === 0) {
    throw new UsageError(`Neither side knows a payment "${id}".`);
  }
  output.show({ verdict: judgePayment(payment, ledger), ...found }, () => described(id, found));
  return EXIT_CODE.done;
};

interface Found {
  readonly payment: RegisteredPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
  readonly deadLetters: readonly (DeadLetter & { readonly ref: string })[];
}

function described(id: string, { deadLetters, ledger, payment }: Found): string {
  const order = payment ?? ledger;
  const lines = [
    `payment        ${id}`,
    `policy         ${order?.policyNumber ?? '–'}`,
    `month          ${order?.billingPeriod ?? '–'}`,
    `amount         ${order === undefined ? '–' : `${money(BigInt(order.amount.value), order.amount.currency)} ${order.amount.currency}`}`,
    `customer-api   ${payment?.status ?? 'does not know it'}${reasonOf(payment)}`,
    `sales ledger   ${ledger === undefined ? 'no entry' : `${ledger.outcome} at ${ledger.decidedAt}`}${reasonOf(ledger)}`,
    `trace id       ${payment?.traceId ?? '–'}`,
    `together       ${judgePayment(payment, ledger)}`,
    `dead letters   ${deadLetters.map(({ reasonCode, ref }) => `${ref} (${reasonCode})`).join(', ') || 'none'}`,
  ];
  if (payment === undefined) return lines.join('\n');
  const timeline = table(
    ['at', 'status', 'why'],
    payment.timeline.map(({ at, reason, status }) => [at, status, reason?.code ?? '']),
  );
  return [...lines, timeline].join('\n');
}

function reasonOf(side: { readonly reason?: { readonly code: string; readonly detail: string } } | undefined): string {
  return side?.reason === undefined ? '' : ` (${side.reason.code}: ${side.reason.detail})`;
}
