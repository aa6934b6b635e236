import { GeneratorInputError } from '../generator-input.error';
import { type Names, namesOf } from '../names/names';

export interface MessageName {
  /** On the wire: `payments.payment-refunded.v1`. */
  readonly type: string;
  readonly context: 'payments' | 'sales';
  /** Of the fact, without the version. */
  readonly fact: Names;
  readonly version: number;
  /** `PaymentRefundedV1` */
  readonly className: string;
  /** `PAYMENT_REFUNDED_V1` */
  readonly constant: string;
  /** `payment-refunded.v1` */
  readonly file: string;
}

/** As the contracts' own test of the registry demands it, with a version that may be left out. */
const NAME = /^(payments|sales)\.([a-z]+(?:-[a-z]+)+)(?:\.v([1-9]\d*))?$/;

/** @throws GeneratorInputError */
export function messageNameOf(input: string): MessageName {
  const [, context, kebab = '', digits = '1'] = NAME.exec(input) ?? [];
  if (context !== 'payments' && context !== 'sales') {
    throw new GeneratorInputError(
      `${JSON.stringify(input)} cannot be the name of a message: it must be payments or sales, a dot, and a fact of at ` +
        'least two words in lower case joined by dashes, the last in the past tense, such as payments.payment-refunded.',
    );
  }
  const fact = namesOf(kebab, 'a fact', 'payment-refunded');
  return {
    type: `${context}.${kebab}.v${digits}`,
    context,
    fact,
    version: Number(digits),
    className: `${fact.pascal}V${digits}`,
    constant: `${kebab.replaceAll('-', '_').toUpperCase()}_V${digits}`,
    file: `${kebab}.v${digits}`,
  };
}
