import { encodeMessage } from '@decouple/messaging-core';
import { PostgresOutbox } from '@decouple/messaging-postgres';
import type { Pool } from 'pg';
import { ORDER_CANCELLED, type OrderCancelled } from './order-cancelled';

const outbox = new PostgresOutbox();

/** Stores the change and its message in one transaction of a plain `pg` client. */
export async function cancelOrder(pool: Pool, orderId: string): Promise<void> {
  const message: OrderCancelled = { id: `${orderId}-cancelled`, source: '/orders', type: ORDER_CANCELLED, orderId };
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("update orders set status = 'cancelled' where id = $1", [orderId]);
    await outbox.add(client, [encodeMessage('orders', message)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
