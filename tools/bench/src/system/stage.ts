import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Infrastructure, type InfrastructureEndpoints, startInfrastructure } from '@decouple/local-infra';
import { Client } from 'pg';
import type { Contender, RunningService } from '../contenders/contender';
import { salesQueueUrl } from '../programs/sqs-client';

const CONCURRENT_SENDS = 8;
const BATCH = 10;

/** More than one accept turn fills: 15 s at 25 MB/s. */
const LOG_FILES = 32;
const MEGABYTES_PER_LOG_FILE = 16;

export type Side = 'customer' | 'sales';

/**
 * One server each of PostgreSQL (durable, as in production) and SQS, and for each turn of a contender databases and
 * queues of its own, empty and new.
 */
export class Stage {
  private turns = 0;

  private constructor(private readonly infrastructure: Infrastructure) {}

  static async open(folder: string): Promise<Stage> {
    const stage = new Stage(await startInfrastructure({ dataDir: folder, durable: true }));
    await stage.makeLogFiles();
    return stage;
  }

  /** Runs `play` with new databases and queues. It must stop everything that it starts. */
  async turn<T>(play: (turn: Turn) => Promise<T>): Promise<T> {
    this.turns += 1;
    const { postgres, sqs } = this.infrastructure;
    await sqs.restart();
    const names = { customer: `customer_${this.turns}`, sales: `sales_${this.turns}` };
    const endpoints: InfrastructureEndpoints = {
      ...this.infrastructure.endpoints,
      databaseUrls: {
        customer: await postgres.customer.createDatabase(names.customer),
        sales: await postgres.customer.createDatabase(names.sales),
      },
    };
    const turn = new Turn(this.infrastructure, endpoints);
    try {
      await turn.createSalesQueue();
      // Writes of the previous turn must not slow down this one.
      await this.query('checkpoint');
      return await play(turn);
    } finally {
      await turn.close();
      for (const name of Object.values(names)) await this.query(`drop database ${name} with (force)`);
    }
  }

  async close(): Promise<void> {
    await this.infrastructure.stop();
  }

  /**
   * A server that has been in use recycles its log files. A new one creates them while it works: each
   * takes 20 to 40 ms, during which nothing is stored, so a faster contender would lose more.
   */
  private async makeLogFiles(): Promise<void> {
    await this.query(`alter system set min_wal_size = '${LOG_FILES * MEGABYTES_PER_LOG_FILE}MB'`);
    await this.query('select pg_reload_conf()');
    await this.query(
      `select count(pg_switch_wal())
       from generate_series(1, ${LOG_FILES}) as file, lateral pg_logical_emit_message(false, 'bench', file::text)`,
    );
  }

  private async query(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.infrastructure.endpoints.serverUrl });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}

/** The resources of one turn. */
export class Turn {
  private readonly client: SQSClient;
  private readonly connections = new Map<Side, Client>();
  private readonly services: RunningService[] = [];

  constructor(
    private readonly infrastructure: Infrastructure,
    readonly endpoints: InfrastructureEndpoints,
  ) {
    this.client = new SQSClient({
      region: 'eu-central-1',
      endpoint: endpoints.sqsEndpoint,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      useQueueUrlAsEndpoint: false,
    });
  }

  /** Process ids of the servers. */
  get servers(): readonly { readonly name: string; readonly pid: number }[] {
    const { postgres, sqs } = this.infrastructure;
    return Object.entries({ PostgreSQL: postgres.customer.pid, SQS: sqs.pid }).flatMap(([name, pid]) =>
      pid === undefined ? [] : [{ name, pid }],
    );
  }

  startApi(contender: Contender): Promise<RunningService> {
    return this.keep(contender.startApi(this.endpoints));
  }

  startWorker(contender: Contender): Promise<RunningService> {
    return this.keep(contender.startWorker(this.endpoints));
  }

  /** Requests to SQS since the turn began, by operation. */
  async sqsRequests(): Promise<Readonly<Record<string, number>>> {
    return this.infrastructure.sqs.requestCounts();
  }

  async count(side: Side, sql: string): Promise<number> {
    const [row] = await this.query<{ count: number }>(side, sql);
    return Number(row?.count ?? 0);
  }

  async query<Row extends object>(side: Side, sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await (await this.connection(side)).query<Row>(sql, parameters)).rows;
  }

  /** Committed transactions of a database. Reads them over a connection to another database, which does not count. */
  async transactions(side: Side): Promise<number> {
    const database = new URL(this.endpoints.databaseUrls[side]).pathname.slice(1);
    const client = new Client({ connectionString: this.infrastructure.endpoints.serverUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ count: string }>(
        'select xact_commit as count from pg_stat_database where datname = $1',
        [database],
      );
      return Number(rows[0]?.count ?? 0);
    } finally {
      await client.end();
    }
  }

  async createSalesQueue(): Promise<void> {
    await this.client.send(new CreateQueueCommand({ QueueName: 'sales' }));
  }

  /** Fills the queue `sales` as fast as possible. */
  async send(bodies: readonly string[], onSent: (messages: number) => void): Promise<void> {
    const QueueUrl = salesQueueUrl(this.endpoints.sqsEndpoint);
    let next = 0;
    const sendOn = async (): Promise<void> => {
      while (next < bodies.length) {
        const batch = bodies.slice(next, next + BATCH);
        next += BATCH;
        const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
        const { Failed = [] } = await this.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
        if (Failed.length > 0) throw new Error(`The queue refused ${Failed.length} messages: ${Failed[0]?.Message}`);
        onSent(batch.length);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT_SENDS }, sendOn));
  }

  async stopServices(): Promise<void> {
    await Promise.all(this.services.splice(0).map((service) => service.stop()));
  }

  async close(): Promise<void> {
    await this.stopServices();
    this.client.destroy();
    await Promise.all([...this.connections.values()].map((client) => client.end()));
  }

  private async keep(starting: Promise<RunningService>): Promise<RunningService> {
    const service = await starting;
    this.services.push(service);
    return service;
  }

  private async connection(side: Side): Promise<Client> {
    const known = this.connections.get(side);
    if (known !== undefined) return known;
    const client = new Client({ connectionString: this.endpoints.databaseUrls[side] });
    this.connections.set(side, client);
    await client.connect();
    return client;
  }
}
