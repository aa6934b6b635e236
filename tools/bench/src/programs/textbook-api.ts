import 'reflect-metadata';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Body, Controller, Headers, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsNumberString, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { Column, Entity, PrimaryGeneratedColumn, type Repository } from 'typeorm';
import { programSettings, sayReady } from './program-settings';
import { salesQueueUrl, sqsClient } from './sqs-client';
import { textbookDatabase } from './textbook-database';

class AmountDto {
  @IsNumberString({ no_symbols: true })
  value!: string;

  @Length(3, 3)
  currency!: string;
}

class PaymentMethodDto {
  @IsString()
  type!: string;

  @Length(4, 128)
  token!: string;
}

class CreatePaymentDto {
  @Length(1, 64)
  policyNumber!: string;

  @Length(1, 64)
  customerId!: string;

  @Matches(/^\d{4}-\d{2}$/)
  billingPeriod!: string;

  @ValidateNested()
  @Type(() => AmountDto)
  amount!: AmountDto;

  @ValidateNested()
  @Type(() => PaymentMethodDto)
  paymentMethod!: PaymentMethodDto;
}

@Entity()
class Payment {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text', unique: true })
  idempotencyKey!: string;

  @Column({ type: 'text' })
  policyNumber!: string;

  @Column({ type: 'text' })
  customerId!: string;

  @Column({ type: 'text' })
  billingPeriod!: string;

  @Column({ type: 'bigint' })
  amountMinor!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'text' })
  methodType!: string;

  @Column({ type: 'text' })
  methodToken!: string;

  @Column({ type: 'text', default: 'accepted' })
  status!: string;
}

let payments: Repository<Payment>;
let sqs: SQSClient;
let queueUrl: string;

@Controller('v1/payments')
class PaymentsController {
  @Post()
  @HttpCode(202)
  async create(@Body() request: CreatePaymentDto, @Headers('idempotency-key') idempotencyKey: string): Promise<object> {
    const { amount, paymentMethod, ...rest } = request;
    const payment = await payments.save(
      payments.create({
        ...rest,
        idempotencyKey,
        amountMinor: amount.value,
        currency: amount.currency,
        methodType: paymentMethod.type,
        methodToken: paymentMethod.token,
      }),
    );
    await sqs.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ id: payment.id, ...request }) }),
    );
    return { requestId: payment.id, status: payment.status };
  }
}

@Module({ controllers: [PaymentsController] })
class TextbookModule {}

async function main(): Promise<void> {
  const { databaseUrl, port, sqsEndpoint } = programSettings();
  payments = (await textbookDatabase(databaseUrl, Payment)).getRepository(Payment);
  sqs = sqsClient(sqsEndpoint);
  queueUrl = salesQueueUrl(sqsEndpoint);
  const app = await NestFactory.create<NestFastifyApplication>(TextbookModule, new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
  await app.listen(port, '127.0.0.1');
  sayReady();
}

void main();
