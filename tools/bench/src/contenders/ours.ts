import { applicationEnvironment, type ApplicationName, AppProcess, freePort } from '@decouple/local-infra';
import type { InfrastructureEndpoints } from '@decouple/local-infra';
import type { Contender, RunningService } from './contender';

export type Settings = Readonly<Partial<Record<ApplicationName, Readonly<Record<string, string>>>>>;

/** The applications as they run in production: everything on, logs included. */
export function ours(settings: Settings = {}): Contender {
  const start = async (application: ApplicationName, endpoints: InfrastructureEndpoints): Promise<RunningService> => {
    const environment = {
      ...applicationEnvironment(application, endpoints, await freePort(), {}),
      NODE_ENV: 'production',
      ...settings[application],
    };
    const app = AppProcess.start({ application, environment, from: 'bundle' });
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
  };
}
