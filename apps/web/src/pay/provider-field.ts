import type { PaymentMethodType } from '@decouple/client';

/** What the customer chose in the provider's field: a name to show, and a token that stands for it. */
export interface ProvidedMethod {
  readonly type: PaymentMethodType;
  readonly name: string;
  readonly detail: string;
  readonly token: string;
}

/**
 * A stub of a payment provider's hosted field. The real one is the provider's own frame: card data is typed there, goes
 * to the provider, and only a token comes out. Nothing here ever sees or asks for a card number.
 */
export const PROVIDED_METHODS: readonly ProvidedMethod[] = [
  { type: 'card', name: 'Card', detail: 'Visa, saved', token: 'tok_visa_4f9a' },
  { type: 'direct-debit', name: 'Direct debit', detail: 'Mandate M-2207', token: 'tok_mandate_2207' },
  { type: 'wallet', name: 'Wallet', detail: 'Phone wallet', token: 'tok_wallet_81c3' },
];
