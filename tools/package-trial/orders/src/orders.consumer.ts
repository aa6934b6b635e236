import { type HandlerResult, PermanentError } from '@decouple/messaging-core';
import { QueueConsumer } from '@decouple/messaging-nest';
import { EventPattern, Payload } from '@nestjs/microservices';
import { DataSource } from 'typeorm';
import { ORDER_CANCELLED, type OrderCancelled } from './order-cancelled';
import { ORDER_PLACED, OrderPlaced } from './order-placed';

@QueueConsumer()
export class OrdersConsumer {
  constructor(private readonly dataSource: DataSource) {}

  /** Any error but a PermanentError is retried. */
  @EventPattern(ORDER_PLACED)
  async ship(@Payload() { destination, orderId }: OrderPlaced): Promise<HandlerResult> {
    if (destination === 'nowhere') throw new PermanentError('destination-unknown', 'No such destination.');
    const closed = await this.rows('select 1 from closed_warehouses where destination = $1', destination);
    if (closed > 0) throw new Error(`The warehouse of ${destination} is closed.`);
    const shipped = await this.rows(
      'insert into shipments (order_id, destination) values ($1, $2) on conflict do nothing returning 1',
      orderId,
      destination,
    );
    return shipped === 1 ? 'done' : 'duplicate';
  }

  @EventPattern(ORDER_CANCELLED)
  async recall(@Payload() { orderId }: OrderCancelled): Promise<HandlerResult> {
    await this.dataSource.query('delete from shipments where order_id = $1', [orderId]);
    return 'done';
  }

  private async rows(sql: string, ...parameters: readonly string[]): Promise<number> {
    const rows = await this.dataSource.query<unknown[]>(sql, [...parameters]);
    return rows.length;
  }
}
