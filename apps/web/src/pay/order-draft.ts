import type { PaymentMethodType, PaymentRequest } from '@decouple/client';
import { formatMoney, minorDigits, moneyFrom } from '../format/money';
import { PROVIDED_METHODS } from './provider-field';

/** The values in the form. `amount` is NaN while the field is empty. */
export interface OrderDraft {
  readonly policyNumber: string;
  readonly billingPeriod: string;
  readonly amount: number;
  readonly currency: string;
  readonly method: PaymentMethodType;
}

export type FieldName = 'policyNumber' | 'billingPeriod' | 'amount' | 'method';
export type FieldErrors = Partial<Record<FieldName, string>>;

export const CURRENCIES = ['EUR', 'CHF', 'USD', 'GBP', 'JPY'] as const;

/** The same limits as the API's: 3 to 32 letters, digits and dashes. */
const POLICY_NUMBER = /^[A-Z0-9][A-Z0-9-]{2,31}$/;
/** The API takes at most 12 digits of minor units. */
const MAX_MINOR_DIGITS = 12;

/** Customers paste numbers with spaces around them, and type lower-case letters. */
export function tidyPolicyNumber(text: string): string {
  return text.trim().toUpperCase();
}

export function draftErrors(draft: OrderDraft): FieldErrors {
  const errors: FieldErrors = {};
  const policyNumber = tidyPolicyNumber(draft.policyNumber);
  if (policyNumber === '') errors.policyNumber = 'Choose a policy or enter a policy number.';
  else if (!POLICY_NUMBER.test(policyNumber))
    errors.policyNumber = 'Enter 3 to 32 letters, digits or dashes, such as POL-100001.';
  if (Number.isNaN(draft.amount)) errors.amount = 'Enter an amount.';
  else if (draft.amount <= 0) errors.amount = 'Enter an amount greater than zero.';
  else if (moneyFrom(draft.amount, draft.currency).value.length > MAX_MINOR_DIGITS) {
    const most = { value: '9'.repeat(MAX_MINOR_DIGITS), currency: draft.currency };
    errors.amount = `The largest possible amount is ${formatMoney(most)}.`;
  }
  return errors;
}

/** @param draft without errors */
export function orderFrom(draft: OrderDraft, customerId: string): PaymentRequest {
  const method = PROVIDED_METHODS.find(({ type }) => type === draft.method);
  if (method === undefined) throw new Error(`The payment provider does not offer ${draft.method}.`);
  return {
    policyNumber: tidyPolicyNumber(draft.policyNumber),
    customerId,
    billingPeriod: draft.billingPeriod,
    amount: moneyFrom(draft.amount, draft.currency),
    paymentMethod: { type: method.type, token: method.token },
  };
}

/** The form values that an order was made from. */
export function draftFrom(order: PaymentRequest): OrderDraft {
  return {
    policyNumber: order.policyNumber,
    billingPeriod: order.billingPeriod,
    amount: Number(order.amount.value) / 10 ** minorDigits(order.amount.currency),
    currency: order.amount.currency,
    method: order.paymentMethod.type,
  };
}

const FIELD_OF_POINTER: readonly (readonly [string, FieldName])[] = [
  ['#/policyNumber', 'policyNumber'],
  ['#/billingPeriod', 'billingPeriod'],
  ['#/amount', 'amount'],
  ['#/paymentMethod', 'method'],
];

/** The API's errors by form field. */
export function fieldErrorsFrom(errors: readonly { readonly pointer: string; readonly detail: string }[]): FieldErrors {
  const found: FieldErrors = {};
  for (const { detail, pointer } of errors) {
    const field = FIELD_OF_POINTER.find(([start]) => pointer.startsWith(start))?.[1];
    if (field !== undefined) found[field] ??= `This ${detail}.`;
  }
  return found;
}
