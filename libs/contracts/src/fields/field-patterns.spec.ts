import { TEXT_PATTERN } from '@decouple/validation';
import { BILLING_PERIOD_PATTERN } from './billing-period';
import { CUSTOMER_ID_PATTERN } from './customer-id';
import { PAYMENT_ID_PATTERN } from './payment-id';
import { POLICY_NUMBER_PATTERN } from './policy-number';
import { REASON_CODE_PATTERN } from './reason';

const UUID_7 = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';

describe.each<[string, RegExp, string[], string[]]>([
  [
    'BILLING_PERIOD_PATTERN',
    BILLING_PERIOD_PATTERN,
    ['1900-01', '2026-11', '2199-12'],
    ['1899-12', '2200-01', '2026-00', '2026-13', '2026-1', '2026-11-01', '202611', '2026-11\n'],
  ],
  [
    'CUSTOMER_ID_PATTERN',
    CUSTOMER_ID_PATTERN,
    ['C', 'CUST-1001', 'a_b-c', 'x'.repeat(64)],
    ['', '-a', '_a', 'a b', 'ä', 'x'.repeat(65), 'a\n'],
  ],
  [
    'POLICY_NUMBER_PATTERN',
    POLICY_NUMBER_PATTERN,
    ['POL', 'POL-100001', '0-1', 'X'.repeat(32)],
    ['PO', '-PO', 'pol-1', 'POL_1', 'X'.repeat(33), 'POL\n'],
  ],
  [
    'PAYMENT_ID_PATTERN',
    PAYMENT_ID_PATTERN,
    [UUID_7, '550e8400-e29b-41d4-a716-446655440000'],
    [
      UUID_7.toUpperCase(),
      UUID_7.replaceAll('-', ''),
      `{${UUID_7}}`,
      UUID_7.replace('-7', '-9'),
      UUID_7.replace('-8f', '-cf'),
    ],
  ],
  [
    'REASON_CODE_PATTERN',
    REASON_CODE_PATTERN,
    ['ab', 'attempts-exhausted', `a${'b'.repeat(63)}`],
    ['a', 'A-b', '1a', 'a_b', `a${'b'.repeat(64)}`, ''],
  ],
  [
    'TEXT_PATTERN',
    TEXT_PATTERN,
    ['', 'text', 'ü 😀 漢', '/decouple/sales-worker', 'a'.repeat(10_000)],
    ['\u0000', 'a\tb', 'a\n', '\u007f', '\u0085', '\ud83d', '\ude00', '\ude00\ud83d'],
  ],
])('%s', (_, pattern, taken, refused) => {
  it.each(taken)('takes %j', (text) => {
    expect(text).toMatch(pattern);
  });

  it.each(refused)('refuses %j', (text) => {
    expect(text).not.toMatch(pattern);
  });
});
