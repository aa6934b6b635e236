import { join, resolve } from 'node:path';
import { PostgresServer } from '../postgres/postgres-server';
import { SqsServer } from '../sqs/sqs-server';
import type { InfrastructureEndpoints } from './infrastructure-endpoints';

export interface InfrastructureOptions {
  /** Holds the PostgreSQL data and the logs; made when absent. */
  readonly dataDir: string;
  /** Default true; false only for throwaway test databases. */
  readonly durable?: boolean;
  /** Two PostgreSQL servers, so that one database can be stopped without the other. */
  readonly separateDatabases?: boolean;
  /** Keeps queues and messages there; in memory when absent. */
  readonly sqsDataDir?: string;
  readonly logDir?: string;
  /** Chosen free where absent. */
  readonly ports?: { readonly postgres?: number; readonly postgresSales?: number; readonly sqs?: number };
  readonly onProgress?: (step: string) => void;
}

export interface Infrastructure {
  /** One and the same server unless `separateDatabases` was asked for. */
  readonly postgres: { readonly customer: PostgresServer; readonly sales: PostgresServer };
  readonly sqs: SqsServer;
  readonly endpoints: InfrastructureEndpoints;
  /** Stops everything; the data stays. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL with the databases `customer` and `sales`, and SQS. Stops what it started when a part fails. */
export async function startInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const customer = postgresServer(options, 'postgres', options.ports?.postgres);
  const sales = options.separateDatabases
    ? postgresServer(options, 'postgres-sales', options.ports?.postgresSales)
    : customer;
  const sqs = sqsServer(options);
  const servers = [...new Set([customer, sales]), sqs];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  const started = await Promise.allSettled(servers.map((server) => server.start()));
  const failure = started.find((result) => result.status === 'rejected');
  try {
    if (failure) throw failure.reason;
    return { postgres: { customer, sales }, sqs, endpoints: await endpointsOf(customer, sales, sqs), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function endpointsOf(
  customer: PostgresServer,
  sales: PostgresServer,
  sqs: SqsServer,
): Promise<InfrastructureEndpoints> {
  const databaseUrls = {
    customer: await customer.createDatabase('customer'),
    sales: await sales.createDatabase('sales'),
  };
  return { databaseUrls, serverUrl: customer.url(), sqsEndpoint: sqs.endpoint, dataDir: customer.dataDir };
}

function postgresServer(options: InfrastructureOptions, name: string, port: number | undefined): PostgresServer {
  return new PostgresServer({
    dataDir: join(resolve(options.dataDir), name),
    logFile: join(logDir(options), `${name}.log`),
    durable: options.durable ?? true,
    ...(port === undefined ? {} : { port }),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
}

function sqsServer(options: InfrastructureOptions): SqsServer {
  return new SqsServer({
    logFile: join(logDir(options), 'sqs.log'),
    ...(options.sqsDataDir === undefined ? {} : { dataDir: options.sqsDataDir }),
    ...(options.ports?.sqs === undefined ? {} : { port: options.ports.sqs }),
  });
}

const logDir = (options: InfrastructureOptions): string => options.logDir ?? join(resolve(options.dataDir), 'logs');
