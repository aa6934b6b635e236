import { encodeMessage } from '@decouple/messaging-core';
import { PostgresOutbox } from '@decouple/messaging-postgres';
import type { DataSource } from 'typeorm';
import { Order } from './database';
import { ORDER_PLACED, type OrderPlaced } from './order-placed';

const outbox = new PostgresOutbox();

/** Stores the order and its message in one TypeORM transaction. */
export async function placeOrder(dataSource: DataSource, orderId: string, destination: string): Promise<void> {
  const message: OrderPlaced = { id: orderId, source: '/orders', type: ORDER_PLACED, orderId, destination };
  await dataSource.transaction(async (manager) => {
    await manager.insert(Order, { id: orderId, destination, status: 'placed' });
    await outbox.add(manager, [encodeMessage('orders', message)]);
  });
}
