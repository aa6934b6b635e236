import { PostgresServer } from '../postgres/postgres-server';
import { SqsServer } from '../sqs/sqs-server';

/** A program that starts servers in the folder it is given, says their process ids, and waits to be killed. */
async function main(dataDir: string): Promise<void> {
  const postgres = new PostgresServer({ dataDir: `${dataDir}/postgres`, durable: false });
  const sqs = new SqsServer();
  await Promise.all([postgres.start(), sqs.start()]);
  console.log(`started ${postgres.pid} ${sqs.pid}.`);
  setInterval(() => undefined, 60_000);
}

void main(process.argv[2] ?? '');
