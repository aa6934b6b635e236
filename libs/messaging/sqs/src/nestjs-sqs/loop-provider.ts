import type { Message } from '@aws-sdk/client-sqs';
import { Inject, Injectable, type Type } from '@nestjs/common';
import { SqsConsumerEventHandler, SqsMessageHandler } from '@ssut/nestjs-sqs';
import type { ConsumerLoop } from './consumer-loop';
import type { SqsMessageSource } from './sqs-message-source';

/** The `SqsMessageSource` of a `SqsSourceModule`, which exports it. */
export const SQS_MESSAGE_SOURCE = Symbol('SqsMessageSource');

/**
 * Creates the class through which @ssut/nestjs-sqs calls one loop.
 *
 * Trap: the library's decorators hold one consumer name for each class, so each loop needs a class of its own.
 * Trap: the library calls event listeners on the instance of the message handler, so both are in one class.
 * Trap: without an `error` listener, the first failed poll ends the process.
 */
export function createLoopProvider(name: string): Type {
  @Injectable()
  class LoopProvider {
    private readonly loop: ConsumerLoop;

    constructor(@Inject(SQS_MESSAGE_SOURCE) source: SqsMessageSource) {
      const loop = source.loops.find((candidate) => candidate.name === name);
      if (loop === undefined) {
        throw new Error(`The SQS source has no loop ${name}. Give the module and the source the same number of loops.`);
      }
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
