import { PaymentNotFoundError, type PaymentRegister } from '@decouple/payments-domain';
import { parsePageQuery } from '@decouple/platform';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { type PaymentDto, paymentDto } from '../http/payment.dto';
import { PAYMENT_REGISTER } from './tokens';

/** Every payment, whoever it belongs to: for operators, never for clients. */
@Controller('v1/payments')
export class PaymentRegisterController {
  constructor(@Inject(PAYMENT_REGISTER) private readonly register: PaymentRegister) {}

  @Get()
  @Header('cache-control', 'no-store')
  async page(@Query() parameters: Record<string, unknown>): Promise<{ readonly payments: readonly PaymentDto[] }> {
    const payments = await this.register.page(parsePageQuery(parameters));
    return { payments: payments.map(paymentDto) };
  }

  @Get(':requestId')
  @Header('cache-control', 'no-store')
  async show(@Param('requestId') requestId: string): Promise<PaymentDto & { readonly clientId: string }> {
    const payment = await this.register.find(requestId);
    if (payment === undefined) throw new PaymentNotFoundError(requestId);
    return { ...paymentDto(payment), clientId: payment.clientId };
  }
}
