import 'reflect-metadata';
import { Consumer } from 'sqs-consumer';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { programSettings, sayReady } from './program-settings';
import { salesQueueUrl, sqsClient } from './sqs-client';
import { textbookDatabase } from './textbook-database';

@Entity()
class Sale {
  @PrimaryColumn('uuid')
  paymentId!: string;

  @Column({ type: 'text' })
  policyNumber!: string;

  @Column({ type: 'text' })
  billingPeriod!: string;

  @Column({ type: 'bigint' })
  amountMinor!: string;

  @Column({ type: 'text' })
  currency!: string;
}

interface Accepted {
  readonly data: Omit<Sale, 'amountMinor' | 'currency'> & {
    readonly amount: { readonly value: string; readonly currency: string };
  };
}

async function main(): Promise<void> {
  const { batchSize, databaseUrl, sqsEndpoint } = programSettings();
  const dataSource = await textbookDatabase(databaseUrl, Sale);
  const consumer = Consumer.create({
    queueUrl: salesQueueUrl(sqsEndpoint),
    sqs: sqsClient(sqsEndpoint),
    ...(batchSize === undefined ? {} : { batchSize }),
    handleMessage: async (message) => {
      const { amount, ...data } = (JSON.parse(message.Body ?? '') as Accepted).data;
      await dataSource.transaction(async (manager) => {
        if (await manager.existsBy(Sale, { paymentId: data.paymentId })) return;
        await manager.save(
          Sale,
          manager.create(Sale, {
            paymentId: data.paymentId,
            policyNumber: data.policyNumber,
            billingPeriod: data.billingPeriod,
            amountMinor: amount.value,
            currency: amount.currency,
          }),
        );
      });
      return message;
    },
  });
  consumer.on('error', (error) => console.error(error));
  consumer.on('processing_error', (error) => console.error(error));
  consumer.start();
  sayReady();
}

void main();
