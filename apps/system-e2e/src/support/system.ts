import { join } from 'node:path';
import {
  applicationEnvironment,
  type ApplicationName,
  AppProcess,
  freePort,
  type Infrastructure,
  SalesDatabaseTrouble,
  startInfrastructure,
  temporaryFolder,
  TroubleServer,
} from '@decouple/local-infra';
import { QueueTap } from '@decouple/local-infra/testing';
import { Client } from 'pg';
import { PaymentClient } from './payment-client';

export interface SystemOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Serve the web application from this folder, with the features of a local run. */
  readonly webFolder?: string;
}

/**
 * The whole system: two PostgreSQL servers, an SQS server, and both applications as separate processes that run the
 * shipped bundles.
 */
export class System {
  readonly payments = new PaymentClient(() => this.api.url);
  api!: AppProcess;
  worker!: AppProcess;
  infrastructure!: Infrastructure;
  queues!: QueueTap;
  private readonly folder = temporaryFolder('decouple-e2e-');
  private readonly ports = new Map<string, number>();
  private readonly clients: Client[] = [];
  private readonly others: AppProcess[] = [];
  private instances = 1;
  private trouble: TroubleServer | undefined;

  private constructor(private readonly options: SystemOptions) {}

  static async start(options: SystemOptions = {}): Promise<System> {
    const system = new System(options);
    system.infrastructure = await startInfrastructure({
      dataDir: system.folder.path,
      durable: false,
      separateDatabases: true,
    });
    system.queues = new QueueTap(system.infrastructure.endpoints.sqsEndpoint);
    if (options.webFolder !== undefined) system.trouble = await system.startTrouble();
    await Promise.all([system.startApi(), system.startWorker()]);
    return system;
  }

  async startApi(): Promise<void> {
    this.api = await this.launch('customer-api');
  }

  async startWorker(): Promise<void> {
    this.worker = await this.launch('sales-worker');
  }

  /** Starts another instance of a service on free ports. It stops with the system. */
  async startAnother(application: ApplicationName): Promise<AppProcess> {
    const other = await this.launch(application, `${application}-${(this.instances += 1)}`);
    this.others.push(other);
    return other;
  }

  /** Runs one statement directly in a service's database. */
  async query<Row extends object>(
    database: 'customer' | 'sales',
    sql: string,
    parameters: unknown[] = [],
  ): Promise<Row[]> {
    const client = await this.connect(database);
    try {
      return (await client.query<Row>(sql, parameters)).rows;
    } finally {
      await client.end();
    }
  }

  /** A separate connection, closed with the system at the latest. */
  async connect(database: 'customer' | 'sales'): Promise<Client> {
    const client = new Client({ connectionString: this.infrastructure.endpoints.databaseUrls[database] });
    // Tests stop the server while the connection is open.
    client.on('error', () => undefined);
    await client.connect();
    this.clients.push(client);
    return client;
  }

  /** Whether the whole API is ready according to its management port. */
  async isApiWholeReady(): Promise<boolean> {
    const answer = await fetch(`${this.api.managementUrl}/health/ready`);
    await answer.body?.cancel();
    return answer.status === 200;
  }

  /** Removes all faults that tests caused. */
  async calmDown(): Promise<void> {
    await this.trouble?.heal();
    if (!this.worker.running) await this.startWorker();
  }

  async stop(): Promise<void> {
    this.queues.close();
    await this.trouble?.close();
    await Promise.all(this.clients.map((client) => client.end().catch(() => undefined)));
    await Promise.all([this.api, this.worker, ...this.others].map((app) => app.stop()));
    await this.infrastructure.stop();
    this.folder.remove();
  }

  /** The same at every start, so that clients find a restarted service. */
  private async portOf(server: string): Promise<number> {
    const port = this.ports.get(server) ?? (await freePort());
    this.ports.set(server, port);
    return port;
  }

  private async urlOf(server: string): Promise<string> {
    return `http://127.0.0.1:${await this.portOf(server)}`;
  }

  private async webVariables(): Promise<Record<string, string>> {
    const { webFolder } = this.options;
    if (webFolder === undefined || this.trouble === undefined) return {};
    return {
      WEB_FOLDER: webFolder,
      WEB_CUSTOMER_API_MANAGEMENT_URL: await this.urlOf('customer-api-management'),
      WEB_SALES_WORKER_MANAGEMENT_URL: await this.urlOf('sales-worker'),
      WEB_TROUBLE_URL: this.trouble.url,
      MANAGEMENT_CONSOLE_ORIGIN: await this.urlOf('customer-api'),
    };
  }

  private async startTrouble(): Promise<TroubleServer> {
    const { sales } = this.infrastructure.endpoints.databaseUrls;
    const worker = {
      running: () => this.worker.running,
      start: () => (this.worker.running ? Promise.resolve() : this.startWorker()),
      stop: async () => {
        await this.worker.stop();
      },
    };
    return TroubleServer.start({
      worker: () => ({ ...worker, running: worker.running() }),
      salesDatabase: new SalesDatabaseTrouble(new URL('/postgres', sales).href, sales),
      apiUrl: await this.urlOf('customer-api'),
    });
  }

  private async launch(application: ApplicationName, instance: string = application): Promise<AppProcess> {
    const port = await this.portOf(instance);
    const managementPort = await this.portOf(`${instance}-management`);
    const app = AppProcess.start({
      application,
      from: 'bundle',
      environment: {
        ...applicationEnvironment(application, this.infrastructure.endpoints, port, {}, managementPort),
        ...(await this.webVariables()),
        ...this.options.environment,
      },
      logFile: join(this.folder.path, `${instance}.log`),
    });
    try {
      await app.ready();
      return app;
    } catch (error) {
      // A remaining process would keep the test run from ending.
      await app.kill();
      throw error;
    }
  }
}
