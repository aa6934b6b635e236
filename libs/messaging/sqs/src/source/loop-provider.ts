import type { Message } from '@aws-sdk/client-sqs';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { SqsConsumerEventHandler, SqsMessageHandler } from '@ssut/nestjs-sqs';
import type { ConsumerLoop } from './consumer-loop';
import type { SqsMessageSource } from './sqs-message-source';
import { SQS_MESSAGE_SOURCE } from './sqs-message-source.token';

/**
 * The class through which @ssut/nestjs-sqs calls one loop: its decorators hold one consumer name each. All listeners are
 * in the class of the handler, because the library calls them on that instance, wherever they are declared. The `error`
 * listener is what keeps the first failed poll from ending the process.
 */
export function createLoopProvider(name: string): Type {
  @Injectable()
  class LoopProvider {
    private readonly loop: ConsumerLoop;

    constructor(@Inject(SQS_MESSAGE_SOURCE) source: SqsMessageSource) {
      const loop = source.loops.find((candidate) => candidate.name === name);
      if (loop === undefined) throw new Error(`The SQS source has no loop ${name}: both must be told the same number.`);
      this.loop = loop;
    }

    @SqsMessageHandler(name, true)
    onBatch(messages: Message[]): Promise<Message[]> {
      return this.loop.onBatch(messages);
    }

    @SqsConsumerEventHandler(name, 'error')
    onError(error: Error, messages: unknown): void {
      this.loop.onError(error, messages);
    }

    @SqsConsumerEventHandler(name, 'empty')
    onEmpty(): void {
      this.loop.onEmpty();
    }

    @SqsConsumerEventHandler(name, 'response_processed')
    onProcessed(): void {
      this.loop.onRoundEnd();
    }
  }
  return LoopProvider;
}
