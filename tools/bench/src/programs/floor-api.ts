import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { Pool } from 'pg';
import { programSettings, sayReady } from './program-settings';

/** The same as ours, so that settings do not limit the floor. */
const GROUP = 256;
const GROUPS_ON_THEIR_WAY = 2;

interface PaymentBody {
  readonly policyNumber: string;
  readonly customerId: string;
  readonly billingPeriod: string;
  readonly amount: { readonly value: string; readonly currency: string };
  readonly paymentMethod: { readonly type: string; readonly token: string };
}

interface Waiting {
  readonly id: string;
  readonly key: string;
  readonly body: PaymentBody;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const text = { type: 'string', maxLength: 128 } as const;
const object = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const SCHEMA = object({
  policyNumber: text,
  customerId: text,
  billingPeriod: text,
  amount: object({ value: text, currency: text }),
  paymentMethod: object({ type: text, token: text }),
});

const INSERT = `
  with stored as (
    insert into payments (id, idempotency_key, policy_number, customer_id, billing_period, amount_minor, currency, method_type, method_token)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[])
  )
  insert into outbox (id, body) select * from unnest($1::uuid[], $10::text[])
`;

async function main(): Promise<void> {
  const { databaseUrl, port } = programSettings();
  const pool = new Pool({ connectionString: databaseUrl, max: GROUPS_ON_THEIR_WAY });
  await pool.query(`
    create table payments (
      id uuid primary key, idempotency_key text unique, policy_number text, customer_id text, billing_period text,
      amount_minor bigint, currency text, method_type text, method_token text, accepted_at timestamptz default now()
    );
    create table outbox (id uuid primary key, body text)
  `);

  const waiting: Waiting[] = [];
  let onTheirWay = 0;
  let scheduled = false;
  const schedule = (): void => {
    if (scheduled || waiting.length === 0 || onTheirWay >= GROUPS_ON_THEIR_WAY) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (waiting.length > 0 && onTheirWay < GROUPS_ON_THEIR_WAY) void write(waiting.splice(0, GROUP));
    });
  };
  const write = async (group: readonly Waiting[]): Promise<void> => {
    onTheirWay += 1;
    try {
      const bodies = group.map(({ body }) => body);
      await pool.query({
        name: 'insert',
        text: INSERT,
        values: [
          group.map(({ id }) => id),
          group.map(({ key }) => key),
          bodies.map(({ policyNumber }) => policyNumber),
          bodies.map(({ customerId }) => customerId),
          bodies.map(({ billingPeriod }) => billingPeriod),
          bodies.map(({ amount }) => amount.value),
          bodies.map(({ amount }) => amount.currency),
          bodies.map(({ paymentMethod }) => paymentMethod.type),
          bodies.map(({ paymentMethod }) => paymentMethod.token),
          group.map(({ id, body }) => JSON.stringify({ id, ...body })),
        ],
      });
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      onTheirWay -= 1;
      schedule();
    }
  };

  const server = Fastify();
  server.post<{ Body: PaymentBody }>('/v1/payments', { schema: { body: SCHEMA } }, async (request, reply) => {
    const id = randomUUID();
    await new Promise<void>((resolve, reject) => {
      waiting.push({ id, key: String(request.headers['idempotency-key']), body: request.body, resolve, reject });
      schedule();
    });
    return reply.status(202).header('location', `/v1/payments/${id}`).send({ requestId: id, status: 'accepted' });
  });
  await server.listen({ port, host: '127.0.0.1' });
  sayReady();
}

void main();
