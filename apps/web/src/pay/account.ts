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
 * The signed-in customer and their policies. A placeholder for the company's customer portal, which is not part of this
 * project: replace it with the portal's data.
 */
export const ACCOUNT: Account = {
  customerId: 'CUST-1001',
  policies: [
    { number: 'POL-100001', name: 'Home contents', premium: { value: '4999', currency: 'EUR' } },
    { number: 'POL-100002', name: 'Car, comprehensive', premium: { value: '8950', currency: 'EUR' } },
    { number: 'POL-100003', name: 'Travel, worldwide', premium: { value: '1275', currency: 'EUR' } },
  ],
};
