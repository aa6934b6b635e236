import { join } from 'node:path';
import {
  type ApplicationName,
  applicationEnvironment,
  AppProcess,
  freePort,
  type Infrastructure,
  startInfrastructure,
} from '@decouple/local-infra';
import { QueueTap } from '@decouple/local-infra/testing';
import { APPLICATION_SETTINGS } from './application-settings';
import { Database } from './database';
import { Replica } from './replica';
import { RotatingCredentials } from './rotating-credentials';
import { QUEUE_CALL_WITHIN_MILLISECONDS, TAP_ACCESS_KEY } from './queues';
import { CLOCK_OFFSET_VARIABLE, type ClockOffset } from './shifted-clock';

const SHIFT_CLOCK = join(__dirname, 'shift-clock.preload.ts');

/** Two processes of each application, two PostgreSQL servers and an SQS server: everything that runs in production. */
export class ChaosSystem {
  readonly databases: { readonly customer: Database; readonly sales: Database };
  readonly queues: QueueTap;

  private constructor(
    readonly infrastructure: Infrastructure,
    readonly credentials: RotatingCredentials,
    readonly apis: readonly [Replica, Replica],
    readonly workers: readonly [Replica, Replica],
  ) {
    const { databaseUrls, sqsEndpoint } = infrastructure.endpoints;
    this.databases = { customer: new Database(databaseUrls.customer), sales: new Database(databaseUrls.sales) };
    this.queues = new QueueTap(sqsEndpoint, {
      accessKeyId: TAP_ACCESS_KEY,
      callWithinMilliseconds: QUEUE_CALL_WITHIN_MILLISECONDS,
    });
  }

  /** @param folder for data and logs */
  static async start(folder: string, signal: AbortSignal): Promise<ChaosSystem> {
    const infrastructure = await startInfrastructure({ dataDir: folder, durable: true, separateDatabases: true });
    const credentials = new RotatingCredentials(join(folder, 'credentials'), infrastructure.sqs);
    const pair = async (application: ApplicationName): Promise<[Replica, Replica]> => [
      await replica(application, 1, infrastructure, credentials, folder),
      await replica(application, 2, infrastructure, credentials, folder),
    ];
    const [apis, workers] = [await pair('customer-api'), await pair('sales-worker')];
    const system = new ChaosSystem(infrastructure, credentials, apis, workers);
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
  credentials: RotatingCredentials,
  folder: string,
): Promise<Replica> {
  const [port, managementPort] = [await freePort(), await freePort()];
  const name = `${application}-${number}`;
  const options = {
    application,
    environment: {
      ...applicationEnvironment(application, endpoints, port, {}, managementPort),
      ...APPLICATION_SETTINGS[application],
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_SHARED_CREDENTIALS_FILE: credentials.file,
    },
    preload: [SHIFT_CLOCK],
    logFile: join(folder, 'logs', `${name}.log`),
  };
  const launch = ({ clockOffsetMilliseconds }: ClockOffset): AppProcess =>
    AppProcess.start({
      ...options,
      environment: { ...options.environment, [CLOCK_OFFSET_VARIABLE]: String(clockOffsetMilliseconds) },
    });
  return new Replica(name, `http://127.0.0.1:${port}`, `http://127.0.0.1:${managementPort}`, launch);
}

function abortionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
}
