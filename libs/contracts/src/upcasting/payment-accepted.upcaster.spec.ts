import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAYMENT_METHOD_TYPES } from '../fields/payment-method-type';
import { PAYMENT_ACCEPTED_V1, PaymentAcceptedV1 } from '../messages/payment-accepted.v1';
import { PAYMENT_ACCEPTED_V2, PaymentAcceptedV2 } from '../messages/payment-accepted.v2';
import { createMessage } from '../parsing/create-message';
import { parseMessage } from '../parsing/parse-message';
import { upcastPaymentAcceptedV1 } from './payment-accepted.upcaster';

const RELEASED = join(__dirname, '../../released');

function versionOne(path: string): PaymentAcceptedV1 {
  const message = parseMessage(readFileSync(path, 'utf8'));
  if (message instanceof PaymentAcceptedV1) return message;
  throw new Error(`${path} holds a ${message.type}`);
}

const example = versionOne(join(__dirname, `../../examples/${PAYMENT_ACCEPTED_V1}.json`));

describe('upcastPaymentAcceptedV1', () => {
  it('makes the golden example of version 2 out of that of version 1', () => {
    const golden = readFileSync(join(__dirname, `../../examples/${PAYMENT_ACCEPTED_V2}.json`), 'utf8');
    const message = upcastPaymentAcceptedV1(example);
    expect(message).toBeInstanceOf(PaymentAcceptedV2);
    expect(JSON.parse(JSON.stringify(message))).toEqual(JSON.parse(golden));
  });

  it.each(readdirSync(RELEASED))('takes the golden example of %s', (version) => {
    const message = versionOne(join(RELEASED, version, `examples/${PAYMENT_ACCEPTED_V1}.json`));
    expect(parseMessage(JSON.stringify(upcastPaymentAcceptedV1(message)))).toBeInstanceOf(PaymentAcceptedV2);
  });

  it.each(PAYMENT_METHOD_TYPES)('takes the payment method %s', (paymentMethodType) => {
    const { data, id, source, subject, time } = example;
    const message = createMessage(PAYMENT_ACCEPTED_V1, { id, source, subject, time }, { ...data, paymentMethodType });
    expect(upcastPaymentAcceptedV1(message).data.paymentMethod).toEqual({ type: paymentMethodType });
  });

  it('keeps the identity, the correlation and the trace, also when there are none', () => {
    const { data, id, source, subject, time } = example;
    const traced = { id, source, subject, time, correlationid: 'request-1', tracestate: 'vendor=1' };
    expect(upcastPaymentAcceptedV1(createMessage(PAYMENT_ACCEPTED_V1, traced, data))).toMatchObject(traced);
    const bare = upcastPaymentAcceptedV1(createMessage(PAYMENT_ACCEPTED_V1, { id, source, subject, time }, data));
    expect(bare).toMatchObject({ id, source, subject, time });
    for (const name of ['correlationid', 'traceparent', 'tracestate']) expect(bare).not.toHaveProperty(name);
  });
});
