import { join } from 'node:path';
import {
  type ApplicationName,
  applicationEnvironment,
  AppProcess,
  freePort,
  type Infrastructure,
  startInfrastructure,
} from '@decouple/local-infra';
import { APPLICATION_SETTINGS } from './application-settings';
import { Database } from './database';
import { QueueTap } from './queue-tap';
import { Replica } from './replica';

/** Two processes of each application, two PostgreSQL servers and an SQS server: everything that runs in production. */
export class ChaosSystem {
  readonly databases: { readonly customer: Database; readonly sales: Database };
  readonly queues: QueueTap;

  private constructor(
    readonly infrastructure: Infrastructure,
    readonly apis: readonly [Replica, Replica],
    readonly workers: readonly [Replica, Replica],
  ) {
    const { databaseUrls, sqsEndpoint } = infrastructure.endpoints;
    this.databases = { customer: new Database(databaseUrls.customer), sales: new Database(databaseUrls.sales) };
    this.queues = new QueueTap(sqsEndpoint);
  }

  /** @param folder for data and logs */
  static async start(folder: string, signal: AbortSignal): Promise<ChaosSystem> {
    const infrastructure = await startInfrastructure({ dataDir: folder, durable: true, separateDatabases: true });
    const pair = async (application: ApplicationName): Promise<[Replica, Replica]> => [
      await replica(application, 1, infrastructure, folder),
      await replica(application, 2, infrastructure, folder),
    ];
    const system = new ChaosSystem(infrastructure, await pair('customer-api'), await pair('sales-worker'));
    try {
      await Promise.race([Promise.all(system.replicas.map((each) => each.start())), abortionOf(signal)]);
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  get replicas(): readonly Replica[] {
    return [...this.apis, ...this.workers];
  }

  async stop(): Promise<void> {
    this.queues.close();
    await Promise.all(this.replicas.map((each) => each.stop()));
    await this.infrastructure.stop();
  }
}

async function replica(
  application: ApplicationName,
  number: number,
  { endpoints }: Infrastructure,
  folder: string,
): Promise<Replica> {
  const port = await freePort();
  const name = `${application}-${number}`;
  const options = {
    application,
    environment: {
      ...applicationEnvironment(application, endpoints, port, {}),
      ...APPLICATION_SETTINGS[application],
    },
    logFile: join(folder, 'logs', `${name}.log`),
  };
  return new Replica(name, `http://127.0.0.1:${port}`, () => AppProcess.start(options));
}

function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
