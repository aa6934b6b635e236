import type { DeadLetterDto } from '@decouple/messaging-nest';
import { EXIT_CODE } from '../cli/exit-code';
import { UsageError } from '../cli/usage.error';
import { money } from '../output/money';
import { table } from '../output/output';
import { judgePayment } from '../reconcile/judge-payment';
import type { CustomerPayment, LedgerEntry } from '../services/payment-bodies';
import { SERVICES } from '../services/service-name';
import type { Command } from './command';
import { refText } from './dead-letter-ref';

export const showPayment: Command = async ({ output, services, words }) => {
  const [id, ...others] = words;
  if (id === undefined || others.length > 0) throw new UsageError('Name one payment by its request id.');
  const path = encodeURIComponent(id);
  const payment = await services.of('customer-api').find<CustomerPayment>(`/v1/payments/${path}`);
  const ledger = await services.of('sales-worker').find<LedgerEntry>(`/v1/ledger-entries/${path}`);
  const deadLetters = await Promise.all(
    SERVICES.map(async (service) => {
      const query = { messageId: id };
      const found = await services.of(service).get<{ deadLetters: DeadLetterDto[] }>('/v1/dead-letters', query);
      return found.deadLetters.map((letter) => ({ ref: refText({ service, ...letter }), ...letter }));
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
  readonly payment: CustomerPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
  readonly deadLetters: readonly (DeadLetterDto & { readonly ref: string })[];
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
