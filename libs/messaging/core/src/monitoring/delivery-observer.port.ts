import type { HandlerResult } from '../message/handler-result';

/** The two halves of delivery: what pulls and handles messages, and what sends those of the outbox. */
export type DeliveryComponent = 'consumer' | 'relay';

/** What delivery tells about itself: facts for logs and metrics. Never a message body. */
export type DeliveryEvent =
  | {
      readonly kind: 'message-settled';
      readonly queue: string;
      readonly type: string;
      readonly id: string;
      readonly result: HandlerResult;
      readonly durationMilliseconds: number;
    }
  | {
      readonly kind: 'message-delayed';
      readonly queue: string;
      readonly type: string;
      readonly id: string;
      readonly attempt: number;
      readonly delaySeconds: number;
      readonly error: unknown;
    }
  | {
      readonly kind: 'message-dead-lettered';
      readonly queue: string;
      readonly type: string | undefined;
      readonly id: string;
      readonly reasonCode: string;
      readonly error: unknown;
    }
  /** A bug in the announcement of a failure: the message is settled, and its sender is not notified. */
  | {
      readonly kind: 'announcement-failed';
      readonly queue: string;
      readonly type: string | undefined;
      readonly id: string;
      readonly error: unknown;
    }
  /** Something outside the message is broken; the message goes back unharmed. */
  | {
      readonly kind: 'message-returned';
      readonly queue: string;
      readonly id: string;
      readonly delaySeconds: number;
      readonly error: unknown;
    }
  | { readonly kind: 'outbox-relayed'; readonly claimed: number; readonly sent: number }
  | { readonly kind: 'outbox-entry-failed'; readonly id: string; readonly type: string; readonly reason: string }
  /** `component` pauses, and probes `resource` until it works again. */
  | {
      readonly kind: 'outage-began';
      readonly component: DeliveryComponent;
      readonly resource: string;
      readonly error: unknown;
    }
  | {
      readonly kind: 'outage-ended';
      readonly component: DeliveryComponent;
      readonly resource: string;
      readonly durationMilliseconds: number;
    }
  /** Trouble with the broker that delivery survives: a failed poll, an acknowledgement that did not arrive. */
  | { readonly kind: 'broker-trouble'; readonly queue: string; readonly operation: string; readonly error: unknown };

export interface DeliveryObserver {
  /** Must not throw and must not block. */
  observe(event: DeliveryEvent): void;
}
