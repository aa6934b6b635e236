import { GeneratorInputError } from '../generator-input.error';
import type { Names } from '../names/names';

/** A kind of data that the contracts have rules for. */
interface FieldKind {
  readonly decorator: string;
  /** TypeScript type of the property. */
  readonly type: string;
  /** Module that the rules come from, and the names to import. */
  readonly module: string;
  readonly imports: readonly string[];
  /** In the golden example. */
  readonly example: unknown;
  readonly nested?: true;
}

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
}

export const EXAMPLE_ID = '019400a0-5b3c-7d2e-8f10-2a4b6c8d0e1f';

/** Rules of any domain; the others belong to the contracts. */
export const VALIDATION = '@decouple/validation';

const simple = (module: string, decorator: string, example: unknown, type = 'string'): FieldKind => ({
  decorator: `@${decorator}()`,
  type,
  module: `../fields/${module}`,
  imports: [decorator],
  example,
});
const nested = (module: string, type: string, example: unknown): FieldKind => ({
  decorator: `@NestedObject(() => ${type})`,
  type,
  module: `../fields/${module}`,
  imports: [type],
  example,
  nested: true,
});

const KINDS: Readonly<Record<string, FieldKind>> = {
  amount: nested('amount', 'Amount', { value: '4999', currency: 'EUR' }),
  'attempt-count': simple('attempt-count', 'IsAttemptCount', 2, 'number'),
  'billing-period': simple('billing-period', 'IsBillingPeriod', '2026-11'),
  'customer-id': simple('customer-id', 'IsCustomerId', 'CUST-1001'),
  'payment-id': simple('payment-id', 'IsPaymentId', EXAMPLE_ID),
  'payment-method-type': {
    ...simple('payment-method-type', 'IsPaymentMethodType', 'card', 'PaymentMethodType'),
    imports: ['IsPaymentMethodType', 'type PaymentMethodType'],
  },
  'policy-number': simple('policy-number', 'IsPolicyNumber', 'POL-100001'),
  reason: nested('reason', 'Reason', { code: 'on-request', detail: 'The customer asked for it.' }),
  text: {
    ...simple('text', 'IsText', 'Some text.'),
    decorator: '@IsText({ maxLength: 500 })',
    module: VALIDATION,
  },
  timestamp: { ...simple('timestamp', 'IsTimestamp', '2026-11-22T10:15:30.456Z'), module: VALIDATION },
};

export const KIND_NAMES = Object.keys(KINDS);

const FIELD_NAME = /^[a-z][A-Za-z0-9]*$/;

/** @throws GeneratorInputError for a name that is none or stands twice, and for a kind that is not known */
export function fieldsOf(input: string | undefined, fact: Names): readonly Field[] {
  const happenedAt = `${fact.kebab.split('-').at(-1) ?? ''}At`;
  const fields = (input ?? `paymentId:payment-id,${happenedAt}:timestamp`).split(',').map(fieldOf);
  const twice = fields.find(({ name }, index) => fields.findIndex((other) => other.name === name) !== index);
  if (twice !== undefined) throw new GeneratorInputError(`The field ${twice.name} is given twice.`);
  return fields;
}

function fieldOf(input: string): Field {
  const [name = '', kindName = '', ...rest] = input.trim().split(':');
  if (!FIELD_NAME.test(name) || name === 'constructor' || kindName === '' || rest.length > 0) {
    throw new GeneratorInputError(
      `${JSON.stringify(input)} cannot be a field: it must be a name in camelCase, a colon and a kind, such as ` +
        'refundedAt:timestamp.',
    );
  }
  const kind = Object.hasOwn(KINDS, kindName) ? KINDS[kindName] : undefined;
  if (kind === undefined) {
    throw new GeneratorInputError(
      `The field ${name} is of the kind "${kindName}", which the contracts have no rules for; kinds: ` +
        `${KIND_NAMES.join(', ')}. Another kind begins with its rules in libs/contracts/src/fields.`,
    );
  }
  return { name, kind };
}
