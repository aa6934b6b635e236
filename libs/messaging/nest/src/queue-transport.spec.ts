import { type Message, PAYMENT_ACCEPTED_V1, PAYMENT_REJECTED_V1, type PaymentAcceptedV1 } from '@decouple/contracts';
import { InfrastructureError, PermanentError } from '@decouple/messaging-core';
import { Deferred } from '@decouple/messaging-core/testing';
import {
  type CallHandler,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Injectable,
  type INestMicroservice,
  type NestInterceptor,
  type PipeTransform,
  type Type,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { type Observable, tap } from 'rxjs';
import { QueueConsumer } from './queue-consumer.decorator';
import { QueueContext } from './queue-context';
import { microserviceOf } from './testing/microservice';
import { TransportFixture } from './testing/transport-fixture';

/** A consumer of payments whose one handler does what the test wants. */
function consumerThat(handle: (message: Message, context: QueueContext) => unknown): Type {
  @QueueConsumer()
  class PaymentConsumer {
    @EventPattern(PAYMENT_ACCEPTED_V1)
    onAccepted(@Payload() message: PaymentAcceptedV1, @Ctx() context: QueueContext): unknown {
      return handle(message, context);
    }
  }
  return PaymentConsumer;
}

describe('QueueTransport', () => {
  let app: INestMicroservice | undefined;

  const listening = async (fixture: TransportFixture, ...controllers: Type[]): Promise<void> => {
    app = await microserviceOf(fixture, controllers);
    await app.listen();
  };

  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  describe('handing over', () => {
    it('hands the typed message and the facts of its delivery to the handler of its type', async () => {
      const fixture = new TransportFixture();
      const seen = new Deferred<[Message, QueueContext]>();
      await listening(
        fixture,
        consumerThat((message, context) => seen.resolve([message, context])),
      );
      const sent = fixture.send();
      const [message, context] = await seen.promise;

      expect(message).toEqual(sent);
      expect(context).toBeInstanceOf(QueueContext);
      expect(context.message).toBe(message);
      expect([context.queue, context.receiveCount, context.signal.aborted]).toEqual(['sales', 1, false]);
    });

    it.each([
      [undefined, 'done'],
      ['done', 'done'],
      ['duplicate', 'duplicate'],
    ])('settles a message whose handler answers %s as %s', async (answer, result) => {
      const fixture = new TransportFixture();
      await listening(
        fixture,
        consumerThat(async () => answer),
      );
      fixture.send();

      expect(await fixture.observer.until('message-settled')).toMatchObject([{ result, type: PAYMENT_ACCEPTED_V1 }]);
      await app!.close();
      expect(fixture.depth).toBe(0);
    });

    it('tells what it handles, and how often and when it last did', async () => {
      const fixture = new TransportFixture();
      await listening(
        fixture,
        consumerThat(() => undefined),
      );
      const unused = { messageType: PAYMENT_ACCEPTED_V1, handled: 0, lastHandledAt: undefined };
      expect(fixture.transport.handlers()).toEqual([unused]);
      fixture.send();
      fixture.send();
      await fixture.observer.until('message-settled', 2);

      expect(fixture.transport.handlers()).toEqual([
        { ...unused, handled: 2, lastHandledAt: expect.any(Date) as Date },
      ]);
    });

    it('runs guards, interceptors and pipes around the handler', async () => {
      const order: string[] = [];

      @Injectable()
      class Guard implements CanActivate {
        canActivate(context: ExecutionContext): boolean {
          order.push(`guard of ${context.getType()}`);
          return true;
        }
      }

      @Injectable()
      class Interceptor implements NestInterceptor {
        intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
          order.push('interceptor');
          return next.handle().pipe(tap(() => order.push('interceptor again')));
        }
      }

      class SubjectPipe implements PipeTransform<Message, string> {
        transform(message: Message): string {
          order.push('pipe');
          return message.subject;
        }
      }

      @QueueConsumer()
      @UseGuards(Guard)
      @UseInterceptors(Interceptor)
      class PaymentConsumer {
        @EventPattern(PAYMENT_ACCEPTED_V1)
        onAccepted(@Payload(SubjectPipe) subject: string): void {
          order.push(`handler of ${subject}`);
        }
      }

      const fixture = new TransportFixture();
      await listening(fixture, PaymentConsumer);
      const { subject } = fixture.send();
      await fixture.observer.until('message-settled');

      expect(order).toEqual(['guard of rpc', 'interceptor', 'pipe', `handler of ${subject}`, 'interceptor again']);
    });
  });

  describe('failures', () => {
    it('keeps the class of an error: a permanent one makes a dead letter', async () => {
      const fixture = new TransportFixture();
      await listening(
        fixture,
        consumerThat(() => Promise.reject(new PermanentError('payment-unknown', 'No such payment.'))),
      );
      const sent = fixture.send();
      await fixture.observer.until('message-dead-lettered');

      expect(await fixture.deadLetters.find(sent)).toMatchObject({
        reasonCode: 'payment-unknown',
        errorClass: 'PermanentError',
      });
    });

    it('keeps the class of an error: a broken world opens the breaker, and counts no attempt', async () => {
      const fixture = new TransportFixture();
      await listening(
        fixture,
        consumerThat(() => {
          throw new InfrastructureError('sales database', 'ECONNREFUSED');
        }),
      );
      const sent = fixture.send();
      await fixture.observer.until('message-returned');

      expect(fixture.transport.health().breakerOpen).toBe(true);
      expect(await fixture.attempts.countFailure({ queue: 'sales', ...sent })).toMatchObject({ attempt: 1 });
    });

    it('tries a message again whose handler failed in any other way', async () => {
      const fixture = new TransportFixture();
      const error = new RangeError('a bug');
      await listening(
        fixture,
        consumerThat(() => Promise.reject(error)),
      );
      fixture.send();

      expect(await fixture.observer.until('message-delayed')).toMatchObject([{ attempt: 1, error }]);
      expect(fixture.depth).toBe(1);
    });

    it("never acknowledges a failure that Nest's default filter has taken the error from", async () => {
      @Controller()
      class ForgetfulConsumer {
        @EventPattern(PAYMENT_ACCEPTED_V1)
        onAccepted(): never {
          throw new PermanentError('payment-unknown', 'No such payment.');
        }
      }
      const fixture = new TransportFixture();
      await listening(fixture, ForgetfulConsumer);
      fixture.send();

      expect(await fixture.observer.until('message-delayed')).toMatchObject([
        { error: { name: 'ObscuredFailureError' } },
      ]);
      expect(fixture.depth).toBe(1);
    });

    it('takes a refusal by a guard for a failure', async () => {
      class Nobody implements CanActivate {
        canActivate(): boolean {
          return false;
        }
      }

      @QueueConsumer()
      @UseGuards(Nobody)
      class PaymentConsumer {
        @EventPattern(PAYMENT_ACCEPTED_V1)
        onAccepted(): void {
          throw new Error('never called');
        }
      }
      const fixture = new TransportFixture();
      await listening(fixture, PaymentConsumer);
      fixture.send();

      expect(await fixture.observer.until('message-delayed')).toMatchObject([
        { error: { message: 'Forbidden resource' } },
      ]);
    });
  });

  describe('coverage', () => {
    it('does not start without a handler for every type that the queue carries', async () => {
      const fixture = new TransportFixture({ carriedTypes: [PAYMENT_ACCEPTED_V1, PAYMENT_REJECTED_V1] });
      app = await microserviceOf(fixture, [consumerThat(() => undefined)]);

      await expect(app.listen()).rejects.toMatchObject({
        name: 'HandlerCoverageError',
        missing: [PAYMENT_REJECTED_V1],
        duplicated: [],
      });
    });

    it('does not claim to handle what it has no handler for', async () => {
      const fixture = new TransportFixture({ carriedTypes: [PAYMENT_ACCEPTED_V1, PAYMENT_REJECTED_V1] });
      app = await microserviceOf(fixture, [consumerThat(() => undefined)]);
      await expect(app.listen()).rejects.toMatchObject({ name: 'HandlerCoverageError' });

      expect(fixture.transport.handlers().map(({ messageType }) => messageType)).toEqual([PAYMENT_ACCEPTED_V1]);
    });

    it('does not start with a second event handler, which Nest would chain in silence', async () => {
      const fixture = new TransportFixture();
      app = await microserviceOf(fixture, [consumerThat(() => undefined), consumerThat(() => undefined)]);

      await expect(app.listen()).rejects.toMatchObject({
        name: 'HandlerCoverageError',
        duplicated: [PAYMENT_ACCEPTED_V1],
      });
    });

    it('does not start with a second message handler, which Nest would put in the place of the first', async () => {
      @QueueConsumer()
      class Replacing {
        @MessagePattern(PAYMENT_ACCEPTED_V1)
        onAccepted(): void {
          throw new Error('never called');
        }
      }
      const fixture = new TransportFixture();
      app = await microserviceOf(fixture, [consumerThat(() => undefined), Replacing]);

      await expect(app.listen()).rejects.toMatchObject({ duplicated: [PAYMENT_ACCEPTED_V1] });
    });

    it('keeps a message as a dead letter whose type the queue should not carry, even if there is a handler', async () => {
      @QueueConsumer()
      class RejectionConsumer {
        @EventPattern(PAYMENT_REJECTED_V1)
        onRejected(): void {
          throw new Error('never called');
        }
      }
      const fixture = new TransportFixture({ carriedTypes: [PAYMENT_REJECTED_V1] });
      await listening(
        fixture,
        RejectionConsumer,
        consumerThat(() => undefined),
      );
      fixture.send();

      expect(await fixture.observer.until('message-dead-lettered')).toMatchObject([
        { reasonCode: 'message-type-unhandled' },
      ]);
    });
  });
});
