import type { PaymentMethodType } from '@decouple/client';

/** A payment method chosen in the provider's field: a name to show, and a token. */
export interface ProvidedMethod {
  readonly type: PaymentMethodType;
  readonly name: string;
  readonly detail: string;
  readonly token: string;
}

/**
 * A stub of a payment provider's hosted field. The real one is a frame of the provider: it receives the card data and
 * returns only a token. This page never sees a card number.
 */
export const PROVIDED_METHODS: readonly ProvidedMethod[] = [
  { type: 'card', name: 'Card', detail: 'Visa, saved', token: 'tok_visa_4f9a' },
  { type: 'direct-debit', name: 'Direct debit', detail: 'Mandate M-2207', token: 'tok_mandate_2207' },
  { type: 'wallet', name: 'Wallet', detail: 'Phone wallet', token: 'tok_wallet_81c3' },
];
