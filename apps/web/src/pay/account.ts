import type { Money } from '@decouple/client';

export interface Policy {
  readonly number: string;
  readonly name: string;
  readonly premium: Money;
}

export interface Account {
  readonly customerId: string;
  readonly policies: readonly Policy[];
}

/**
 * Who is signed in, and what they have insured. Stands in for the company's customer portal, which this project has
 * none of: replace it with what the portal tells.
 */
export const ACCOUNT: Account = {
  customerId: 'CUST-1001',
  policies: [
    { number: 'POL-100001', name: 'Home contents', premium: { value: '4999', currency: 'EUR' } },
    { number: 'POL-100002', name: 'Car, fully covered', premium: { value: '8950', currency: 'EUR' } },
    { number: 'POL-100003', name: 'Travel, worldwide', premium: { value: '1275', currency: 'EUR' } },
  ],
};
