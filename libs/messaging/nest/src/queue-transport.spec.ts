import { InfrastructureError, PermanentError } from '@decouple/messaging-core';
import { Deferred, ORDER_PLACED, type OrderPlaced } from '@decouple/messaging-core/testing';
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

const ORDER_CANCELLED = 'orders.order-cancelled.v1';

/** A consumer of orders whose one handler does what the test wants. */
function consumerThat(handle: (message: OrderPlaced, context: QueueContext) => unknown): Type {
  @QueueConsumer()
  class OrderConsumer {
    @EventPattern(ORDER_PLACED)
    onAccepted(@Payload() message: OrderPlaced, @Ctx() context: QueueContext): unknown {
      return handle(message, context);
    }
  }
  return OrderConsumer;
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
      const seen = new Deferred<[OrderPlaced, QueueContext]>();
      await listening(
        fixture,
        consumerThat((message, context) => seen.resolve([message, context])),
      );
      const sent = fixture.send();
      const [message, context] = await seen.promise;

      expect(message).toEqual(sent);
      expect(context).toBeInstanceOf(QueueContext);
      expect(context.message).toBe(message);
      expect([context.queue, context.receiveCount, context.signal.aborted]).toEqual(['orders', 1, false]);
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

      expect(await fixture.observer.until('message-settled')).toMatchObject([{ result, type: ORDER_PLACED }]);
      await app!.close();
      expect(fixture.depth).toBe(0);
    });

    it('reports handled types with counts and last timestamps', async () => {
      const fixture = new TransportFixture();
      await listening(
        fixture,
        consumerThat(() => undefined),
      );
      const unused = { messageType: ORDER_PLACED, handled: 0, lastHandledAt: undefined };
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

      class OrderIdPipe implements PipeTransform<OrderPlaced, string> {
        transform(message: OrderPlaced): string {
          order.push('pipe');
          return message.orderId;
        }
      }

      @QueueConsumer()
      @UseGuards(Guard)
      @UseInterceptors(Interceptor)
      class OrderConsumer {
        @EventPattern(ORDER_PLACED)
        onAccepted(@Payload(OrderIdPipe) orderId: string): void {
          order.push(`handler of ${orderId}`);
        }
      }

      const fixture = new TransportFixture();
      await listening(fixture, OrderConsumer);
      const { orderId } = fixture.send();
      await fixture.observer.until('message-settled');

      expect(order).toEqual(['guard of rpc', 'interceptor', 'pipe', `handler of ${orderId}`, 'interceptor again']);
    });
  });

  describe('failures', () => {
    it('keeps the class of an error: a permanent one makes a dead letter', async () => {
      const fixture = new TransportFixture();
      await listening(
        fixture,
        consumerThat(() => Promise.reject(new PermanentError('order-unknown', 'No such order.'))),
      );
      const sent = fixture.send();
      await fixture.observer.until('message-dead-lettered');

      expect(await fixture.deadLetters.find(sent)).toMatchObject({
        reasonCode: 'order-unknown',
        errorClass: 'PermanentError',
      });
    });

    it('keeps the class of an error: a broken world opens the breaker, and counts no attempt', async () => {
      const fixture = new TransportFixture();
      await listening(
        fixture,
        consumerThat(() => {
          throw new InfrastructureError('orders database', 'ECONNREFUSED');
        }),
      );
      const sent = fixture.send();
      await fixture.observer.until('message-returned');

      expect(fixture.consumer.health().breakerOpen).toBe(true);
      expect(await fixture.attempts.countFailure({ queue: 'orders', ...sent })).toMatchObject({ attempt: 1 });
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
        @EventPattern(ORDER_PLACED)
        onAccepted(): never {
          throw new PermanentError('order-unknown', 'No such order.');
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
      class OrderConsumer {
        @EventPattern(ORDER_PLACED)
        onAccepted(): void {
          throw new Error('never called');
        }
      }
      const fixture = new TransportFixture();
      await listening(fixture, OrderConsumer);
      fixture.send();

      expect(await fixture.observer.until('message-delayed')).toMatchObject([
        { error: { message: 'Forbidden resource' } },
      ]);
    });
  });

  describe('coverage', () => {
    it('does not start without a handler for every type that the queue carries', async () => {
      const fixture = new TransportFixture({ carriedTypes: [ORDER_PLACED, ORDER_CANCELLED] });
      app = await microserviceOf(fixture, [consumerThat(() => undefined)]);

      await expect(app.listen()).rejects.toMatchObject({
        name: 'HandlerCoverageError',
        missing: [ORDER_CANCELLED],
        duplicated: [],
      });
    });

    it('does not claim to handle what it has no handler for', async () => {
      const fixture = new TransportFixture({ carriedTypes: [ORDER_PLACED, ORDER_CANCELLED] });
      app = await microserviceOf(fixture, [consumerThat(() => undefined)]);
      await expect(app.listen()).rejects.toMatchObject({ name: 'HandlerCoverageError' });

      expect(fixture.transport.handlers().map(({ messageType }) => messageType)).toEqual([ORDER_PLACED]);
    });

    it('does not start with a second event handler, which Nest would chain in silence', async () => {
      const fixture = new TransportFixture();
      app = await microserviceOf(fixture, [consumerThat(() => undefined), consumerThat(() => undefined)]);

      await expect(app.listen()).rejects.toMatchObject({
        name: 'HandlerCoverageError',
        duplicated: [ORDER_PLACED],
      });
    });

    it('does not start with a second message handler, which Nest would put in the place of the first', async () => {
      @QueueConsumer()
      class Replacing {
        @MessagePattern(ORDER_PLACED)
        onAccepted(): void {
          throw new Error('never called');
        }
      }
      const fixture = new TransportFixture();
      app = await microserviceOf(fixture, [consumerThat(() => undefined), Replacing]);

      await expect(app.listen()).rejects.toMatchObject({ duplicated: [ORDER_PLACED] });
    });

    it('keeps a message as a dead letter whose type the queue should not carry, even if there is a handler', async () => {
      @QueueConsumer()
      class CancellationConsumer {
        @EventPattern(ORDER_CANCELLED)
        onRejected(): void {
          throw new Error('never called');
        }
      }
      const fixture = new TransportFixture({ carriedTypes: [ORDER_CANCELLED] });
      await listening(
        fixture,
        CancellationConsumer,
        consumerThat(() => undefined),
      );
      fixture.send();

      expect(await fixture.observer.until('message-dead-lettered')).toMatchObject([
        { reasonCode: 'message-type-unhandled' },
      ]);
    });
  });
});
