import type { RuntimePorts } from '@decouple/messaging-core';
import {
  Database,
  type DatabaseSettings,
  databaseTime,
  openDatabase,
  PostgresAttemptStore,
  PostgresDatabaseGauge,
  PostgresDeadLetterAdmin,
  PostgresDeadLetterStore,
  PostgresOutboxStore,
} from '@decouple/messaging-postgres';
import {
  paymentsMigrations,
  PostgresOverduePayments,
  PostgresPaymentChangeNotifier,
  PostgresPaymentAdminQueries,
  PostgresPaymentRepairs,
  PostgresPaymentStore,
  rehearseAcceptance,
  settlePayments,
} from '@decouple/payments-postgres';
import { type Log, LogThrottle } from '@decouple/platform';
import type { Store } from './store';

/** The name of this store in logs and health reports. */
export const CUSTOMER_DATABASE = 'customer database';

/** Keeps all data in customer-api's PostgreSQL database. */
export async function postgresStore(
  settings: DatabaseSettings,
  { clock, timers }: RuntimePorts,
  log: Log,
): Promise<Store> {
  const trouble = new LogThrottle(log);
  const dataSource = await openDatabase(settings, {
    resource: CUSTOMER_DATABASE,
    applicationName: 'customer-api',
    migrations: paymentsMigrations,
    log,
    onIdleConnectionError: (error) =>
      trouble.warn(String(error.code), { error, resource: CUSTOMER_DATABASE }, 'an idle database connection broke'),
  });
  const changes = new PostgresPaymentChangeNotifier(dataSource, timers, {
    resource: CUSTOMER_DATABASE,
    onPollFailed: (error) => trouble.warn('changes', { error }, 'the look for changed payments failed; it is repeated'),
  });
  const payments = new PostgresPaymentStore(dataSource, {
    resource: CUSTOMER_DATABASE,
    onChange: (id) => changes.notify(id),
  });
  const repairs = new PostgresPaymentRepairs(dataSource, { resource: CUSTOMER_DATABASE });
  return {
    payments,
    queries: new PostgresPaymentAdminQueries(dataSource, { resource: CUSTOMER_DATABASE }),
    repairs,
    audits: [repairs],
    changes,
    overdue: new PostgresOverduePayments(dataSource, { resource: CUSTOMER_DATABASE }),
    outbox: new PostgresOutboxStore(dataSource, {
      resource: CUSTOMER_DATABASE,
      onSettled: (manager, messages) => settlePayments(manager, messages, clock.now()),
    }),
    attempts: new PostgresAttemptStore(dataSource, { resource: CUSTOMER_DATABASE }),
    deadLetters: new PostgresDeadLetterStore(dataSource, { resource: CUSTOMER_DATABASE }),
    deadLetterAdmin: new PostgresDeadLetterAdmin(dataSource, { resource: CUSTOMER_DATABASE }),
    database: new PostgresDatabaseGauge(dataSource, { resource: CUSTOMER_DATABASE }),
    now: () => databaseTime(new Database(dataSource, CUSTOMER_DATABASE)),
    probe: () => rehearseAcceptance(dataSource, CUSTOMER_DATABASE),
    close: async () => {
      await payments.drain();
      await dataSource.destroy();
    },
  };
}
