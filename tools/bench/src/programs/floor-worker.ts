import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Pool } from 'pg';
import { programSettings, sayReady } from './program-settings';
import { salesQueueUrl, sqsClient } from './sqs-client';

/** Concurrent batches; more brought no gain. */
const LOOPS = 8;

interface Accepted {
  readonly data: {
    readonly paymentId: string;
    readonly policyNumber: string;
    readonly billingPeriod: string;
    readonly amount: { readonly value: string; readonly currency: string };
  };
}

interface Waiting {
  readonly sales: readonly Accepted['data'][];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const INSERT = `
  insert into ledger (payment_id, policy_number, billing_period, amount_minor, currency)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[])
  on conflict do nothing
`;

async function main(): Promise<void> {
  const { databaseUrl, sqsEndpoint } = programSettings();
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  await pool.query(`
    create table ledger (
      payment_id uuid primary key, policy_number text, billing_period text, amount_minor bigint, currency text,
      recorded_at timestamptz default now()
    )
  `);
  const sqs = sqsClient(sqsEndpoint);
  const QueueUrl = salesQueueUrl(sqsEndpoint);

  let waiting: Waiting[] = [];
  let writing = false;
  const writeAll = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const sales = group.flatMap((batch) => batch.sales);
      try {
        await pool.query({
          name: 'insert',
          text: INSERT,
          values: [
            sales.map(({ paymentId }) => paymentId),
            sales.map(({ policyNumber }) => policyNumber),
            sales.map(({ billingPeriod }) => billingPeriod),
            sales.map(({ amount }) => amount.value),
            sales.map(({ amount }) => amount.currency),
          ],
        });
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    writing = false;
  };
  const record = (messages: readonly Message[]): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ sales: messages.map(({ Body }) => (JSON.parse(Body ?? '') as Accepted).data), resolve, reject });
      setImmediate(() => void writeAll());
    });
  const loop = async (): Promise<never> => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 }),
      );
      if (Messages.length === 0) continue;
      await record(Messages);
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
  sayReady();
  await Promise.all(Array.from({ length: LOOPS }, loop));
}

void main();
