import type {
  CustomerApiManagement,
  DeadLetter,
  LedgerEntry,
  RegisteredPayment,
  SalesWorkerManagement,
  ServiceName,
} from '@decouple/management-client';
import type { OfService } from './both-services';

/** A payment as everybody knows it. */
export interface Journey {
  readonly payment: RegisteredPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
  readonly deadLetters: readonly OfService<DeadLetter>[];
  /** Services that do not answer: what they know of the payment is not known here. */
  readonly silent: readonly ServiceName[];
}

type ApiClient = Pick<CustomerApiManagement, 'payment' | 'deadLetters'>;
type WorkerClient = Pick<SalesWorkerManagement, 'ledgerEntry' | 'deadLetters'>;

/** @throws what asking customer-api has thrown, when neither service answers */
export async function journeyOf(requestId: string, api: ApiClient, worker: WorkerClient): Promise<Journey> {
  const errors = new Map<ServiceName, unknown>();
  const told = async <Document>(service: ServiceName, asked: Promise<Document>): Promise<Document | undefined> => {
    try {
      return await asked;
    } catch (error) {
      errors.set(service, error);
      return undefined;
    }
  };
  const selection = { messageId: requestId };
  const [payment, ledger, apiDeadLetters = [], workerDeadLetters = []] = await Promise.all([
    told('customer-api', api.payment(requestId)),
    told('sales-worker', worker.ledgerEntry(requestId)),
    told('customer-api', api.deadLetters(selection)),
    told('sales-worker', worker.deadLetters(selection)),
  ]);
  if (errors.size > 1) throw errors.get('customer-api');
  return {
    payment,
    ledger,
    deadLetters: [
      ...apiDeadLetters.map((letter) => ({ ...letter, service: 'customer-api' as const })),
      ...workerDeadLetters.map((letter) => ({ ...letter, service: 'sales-worker' as const })),
    ],
    silent: [...errors.keys()],
  };
}

/**
 * How often sales tried, as far as the timeline tells: the failures, and the attempt that brought the decision. Undefined
 * before the first one is known to be over.
 */
export function attemptsOf({ final, timeline }: Pick<RegisteredPayment, 'final' | 'timeline'>): number | undefined {
  const failures = Math.max(0, ...timeline.map(({ attempt = 0 }) => attempt));
  if (final) return failures + 1;
  return failures === 0 ? undefined : failures;
}
