import type { PaymentMethodType, PaymentRequest } from '@decouple/client';
import { formatMoney, minorDigits, moneyFrom } from '../format/money';
import { PROVIDED_METHODS } from './provider-field';

/** What stands in the form. `amount` is NaN while the field is empty. */
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

/** People copy numbers with blanks around them, and type small letters. */
export function tidyPolicyNumber(text: string): string {
  return text.trim().toUpperCase();
}

export function draftErrors(draft: OrderDraft): FieldErrors {
  const errors: FieldErrors = {};
  const policyNumber = tidyPolicyNumber(draft.policyNumber);
  if (policyNumber === '') errors.policyNumber = 'Choose a policy, or enter the number of one.';
  else if (!POLICY_NUMBER.test(policyNumber))
    errors.policyNumber = 'A policy number has 3 to 32 letters, digits or dashes, such as POL-100001.';
  if (Number.isNaN(draft.amount)) errors.amount = 'Enter the amount to pay.';
  else if (draft.amount <= 0) errors.amount = 'The amount must be more than zero.';
  else if (moneyFrom(draft.amount, draft.currency).value.length > MAX_MINOR_DIGITS) {
    const most = { value: '9'.repeat(MAX_MINOR_DIGITS), currency: draft.currency };
    errors.amount = `The largest amount is ${formatMoney(most)}.`;
  }
  return errors;
}

/** @param draft without errors */
export function orderFrom(draft: OrderDraft, customerId: string): PaymentRequest {
  const method = PROVIDED_METHODS.find(({ type }) => type === draft.method);
  if (method === undefined) throw new Error(`The payment provider offers no ${draft.method}.`);
  return {
    policyNumber: tidyPolicyNumber(draft.policyNumber),
    customerId,
    billingPeriod: draft.billingPeriod,
    amount: moneyFrom(draft.amount, draft.currency),
    paymentMethod: { type: method.type, token: method.token },
  };
}

/** The form as it was when an order was made of it. */
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

/** The places that the API objects to, by the field of the form that they come from. */
export function fieldErrorsFrom(errors: readonly { readonly pointer: string; readonly detail: string }[]): FieldErrors {
  const found: FieldErrors = {};
  for (const { detail, pointer } of errors) {
    const field = FIELD_OF_POINTER.find(([start]) => pointer.startsWith(start))?.[1];
    if (field !== undefined) found[field] ??= `This ${detail}.`;
  }
  return found;
}
