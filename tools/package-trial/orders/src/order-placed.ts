import type { Envelope } from '@decouple/messaging-core';
import { IsText } from '@decouple/validation';
import { Equals } from 'class-validator';

export const ORDER_PLACED = 'orders.order-placed.v1';

export class OrderPlaced implements Envelope {
  @IsText({ maxLength: 64 })
  readonly id: string;

  @IsText({ maxLength: 64 })
  readonly source: string;

  @Equals(ORDER_PLACED)
  readonly type: typeof ORDER_PLACED;

  @IsText({ maxLength: 64 })
  readonly orderId: string;

  @IsText({ maxLength: 40 })
  readonly destination: string;
}
