import type { OutboxRelay } from '@decouple/messaging-core';
import { Body, Controller, Delete, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { cancelOrder } from './cancel-order';
import { placeOrder } from './place-order';

export const RELAY = Symbol('OutboxRelay');

@Controller('orders')
export class OrdersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
    @Inject(RELAY) private readonly relay: OutboxRelay,
  ) {}

  @Post()
  @HttpCode(202)
  async place(@Body() order: { readonly id: string; readonly destination: string }): Promise<void> {
    await placeOrder(this.dataSource, order.id, order.destination);
    this.relay.nudge(); // publishes now; without it, at the relay's next poll
  }

  @Delete(':id')
  @HttpCode(202)
  async cancel(@Param('id') id: string): Promise<void> {
    await cancelOrder(this.pool, id);
    this.relay.nudge();
  }
}
