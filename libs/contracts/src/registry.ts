import { PAYMENT_ACCEPTED_V1, PaymentAcceptedV1 } from './messages/payment-accepted.v1';
import { PAYMENT_ACCEPTED_V2, PaymentAcceptedV2 } from './messages/payment-accepted.v2';
import { PAYMENT_DELAYED_V1, PaymentDelayedV1 } from './messages/payment-delayed.v1';
import { PAYMENT_PARKED_V1, PaymentParkedV1 } from './messages/payment-parked.v1';
import { PAYMENT_RECORDED_V1, PaymentRecordedV1 } from './messages/payment-recorded.v1';
import { PAYMENT_REDRIVEN_V1, PaymentRedrivenV1 } from './messages/payment-redriven.v1';
import { PAYMENT_REJECTED_V1, PaymentRejectedV1 } from './messages/payment-rejected.v1';

/** Every message type of the published language, with the class that holds its rules. */
export const MESSAGE_CLASSES = {
  [PAYMENT_ACCEPTED_V1]: PaymentAcceptedV1,
  [PAYMENT_ACCEPTED_V2]: PaymentAcceptedV2,
  [PAYMENT_RECORDED_V1]: PaymentRecordedV1,
  [PAYMENT_REJECTED_V1]: PaymentRejectedV1,
  [PAYMENT_DELAYED_V1]: PaymentDelayedV1,
  [PAYMENT_PARKED_V1]: PaymentParkedV1,
  [PAYMENT_REDRIVEN_V1]: PaymentRedrivenV1,
} as const;

export type MessageType = keyof typeof MESSAGE_CLASSES;

/** Any message, told apart by its `type`. */
export type Message = InstanceType<(typeof MESSAGE_CLASSES)[MessageType]>;

/** What sales answers to a payment. */
export type SalesOutcome =
  PaymentRecordedV1 | PaymentRejectedV1 | PaymentDelayedV1 | PaymentParkedV1 | PaymentRedrivenV1;

/** Logical queues and the message types that travel on each. A deployment maps the names to real queues. */
export const QUEUES = {
  sales: [PAYMENT_ACCEPTED_V1, PAYMENT_ACCEPTED_V2],
  'payment-status': [
    PAYMENT_RECORDED_V1,
    PAYMENT_REJECTED_V1,
    PAYMENT_DELAYED_V1,
    PAYMENT_PARKED_V1,
    PAYMENT_REDRIVEN_V1,
  ],
} as const satisfies Record<string, readonly MessageType[]>;

export type QueueName = keyof typeof QUEUES;
