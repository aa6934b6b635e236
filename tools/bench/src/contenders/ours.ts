import { join } from 'node:path';
import { applicationEnvironment, type ApplicationName, AppProcess, freePort } from '@decouple/local-infra';
import type { InfrastructureEndpoints } from '@decouple/local-infra';
import type { Contender, RunningService } from './contender';

export interface OurSettings {
  /** Additional environment variables. */
  readonly variables?: Readonly<Partial<Record<ApplicationName, Readonly<Record<string, string>>>>>;
  /** Default: `bundle`, which ships. */
  readonly from?: 'source' | 'bundle';
}

/** The applications as they run in production, logs included. */
export function ours({ from = 'bundle', variables = {} }: OurSettings = {}): Contender {
  const start = async (application: ApplicationName, endpoints: InfrastructureEndpoints): Promise<RunningService> => {
    const environment = {
      ...applicationEnvironment(application, endpoints, await freePort(), {}),
      NODE_ENV: 'production',
      ...variables[application],
    };
    const app = AppProcess.start({
      application,
      environment,
      from,
      logFile: join(endpoints.dataDir, `${application}.log`),
      writesLogItself: true,
    });
    await app.ready();
    return {
      url: app.url,
      pid: app.pid,
      stop: async () => {
        await app.stop();
      },
    };
  };
  return {
    name: 'ours',
    startApi: (endpoints) => start('customer-api', endpoints),
    startWorker: (endpoints) => start('sales-worker', endpoints),
    storedSql: 'select count(*)::integer as count from payments',
    recordedSql: 'select count(*)::integer as count from ledger_entries',
    progressSql: 'select coalesce(sum(payments), 0)::integer as count from monthly_totals',
  };
}
