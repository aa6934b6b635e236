import type {
  CustomerApiManagement,
  DeadLetter,
  LedgerEntry,
  RegisteredPayment,
  SalesWorkerManagement,
  ServiceName,
} from '@decouple/management-client';
import type { OfService } from './both-services';

/** A payment as recorded by both services. */
export interface Journey {
  readonly payment: RegisteredPayment | undefined;
  readonly ledger: LedgerEntry | undefined;
  readonly deadLetters: readonly OfService<DeadLetter>[];
  /** Services that did not respond. Their data is missing. */
  readonly silent: readonly ServiceName[];
}

type ApiClient = Pick<CustomerApiManagement, 'payment' | 'deadLetters'>;
type WorkerClient = Pick<SalesWorkerManagement, 'ledgerEntry' | 'deadLetters'>;

/** @throws the error of customer-api if both services fail */
export async function journeyOf(requestId: string, api: ApiClient, worker: WorkerClient): Promise<Journey> {
  const errors = new Map<ServiceName, unknown>();
  const ifReachable = async <Document>(
    service: ServiceName,
    asked: Promise<Document>,
  ): Promise<Document | undefined> => {
    try {
      return await asked;
    } catch (error) {
      errors.set(service, error);
      return undefined;
    }
  };
  const selection = { messageId: requestId };
  const [payment, ledger, apiDeadLetters = [], workerDeadLetters = []] = await Promise.all([
    ifReachable('customer-api', api.payment(requestId)),
    ifReachable('sales-worker', worker.ledgerEntry(requestId)),
    ifReachable('customer-api', api.deadLetters(selection)),
    ifReachable('sales-worker', worker.deadLetters(selection)),
  ]);
  if (errors.size > 1) throw errors.get('customer-api');
  return {
    payment,
    ledger,
    deadLetters: [
      ...apiDeadLetters.map((deadLetter) => ({ ...deadLetter, service: 'customer-api' as const })),
      ...workerDeadLetters.map((deadLetter) => ({ ...deadLetter, service: 'sales-worker' as const })),
    ],
    silent: [...errors.keys()],
  };
}

/**
 * The number of attempts in the timeline: failures, and the attempt that decided. Undefined before the first one has
 * ended.
 */
export function attemptsOf({ final, timeline }: Pick<RegisteredPayment, 'final' | 'timeline'>): number | undefined {
  const failures = Math.max(0, ...timeline.map(({ attempt = 0 }) => attempt));
  if (final) return failures + 1;
  return failures === 0 ? undefined : failures;
}
