import type { components, operations } from '../generated/openapi';

type Schemas = components['schemas'];

/** What to pay. */
export type PaymentRequest = Schemas['PaymentRequest'];

/** A payment and where it stands. */
export type Payment = Schemas['Payment'];

export type PaymentStatus = Payment['status'];
export type PaymentMethodType = PaymentRequest['paymentMethod']['type'];
export type Money = Schemas['Money'];
export type Reason = Schemas['Reason'];
export type TimelineEntry = Schemas['TimelineEntry'];

/** Newest first; `nextCursor` leads to the next page and is absent on the last one. */
export type PaymentPage = Schemas['PaymentList'];

/** Which payments to list, and how many to a page. */
export type PaymentQuery = NonNullable<operations['listPayments']['parameters']['query']>;
