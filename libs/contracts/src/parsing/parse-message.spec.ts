import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { MESSAGE_CLASSES, type MessageType } from '../registry';
import { createMessage } from './create-message';
import { MessageError } from './message-error';
import { isMessageType } from './message-types';
import { checkMessage, MAX_MESSAGE_LENGTH, parseMessage } from './parse-message';

type Json = Record<string, unknown>;

const TYPES = Object.keys(MESSAGE_CLASSES) as MessageType[];
const textOf = (type: MessageType): string => readFileSync(join(__dirname, '../../examples', `${type}.json`), 'utf8');
const documentOf = (type: MessageType): Json => JSON.parse(textOf(type)) as Json;

/** The document with the value at the path replaced; `undefined` removes it. */
function withValue(document: Json, path: string, value: unknown): Json {
  const [name = '', ...rest] = path.split('/');
  const replaced = rest.length === 0 ? value : withValue(document[name] as Json, rest.join('/'), value);
  return { ...document, [name]: replaced };
}

function errorOf(text: string): MessageError {
  try {
    parseMessage(text);
  } catch (error) {
    if (error instanceof MessageError) return error;
    throw error;
  }
  throw new Error('The text was taken for a message.');
}

const errorOfDocument = (document: unknown): MessageError => errorOf(JSON.stringify(document));
const accepted = documentOf('payments.payment-accepted.v1');
const delayed = documentOf('sales.payment-delayed.v1');
const parked = documentOf('sales.payment-parked.v1');
const rejected = documentOf('sales.payment-rejected.v1');
const recorded = documentOf('sales.payment-recorded.v1');

describe.each(TYPES)('the golden example of %s', (type) => {
  it('parses into an instance of its class, and is written as it was read', () => {
    const message = parseMessage(textOf(type));
    expect(message).toBeInstanceOf(MESSAGE_CLASSES[type]);
    expect(message.type).toBe(type);
    expect(JSON.parse(JSON.stringify(message))).toEqual(documentOf(type));
  });

  it('is what createMessage makes of its head and data', () => {
    const { id, source, time, subject, correlationid, traceparent, data } = parseMessage(textOf(type));
    const head = { id, source, time, subject, correlationid, traceparent };
    // The data belongs to the type by construction; the compiler cannot follow it through a union.
    expect(createMessage(type, head, data as never)).toEqual(parseMessage(textOf(type)));
  });

  it('stays valid with optional properties that a newer producer adds, on every level', () => {
    const data = { ...(documentOf(type)['data'] as Json), addedLater: { deep: [1, { constructor: 'x' }] } };
    const document = { ...documentOf(type), addedlater: 'x', data };
    expect(parseMessage(JSON.stringify(document))).toEqual(parseMessage(textOf(type)));
  });

  it('is refused when any of its required properties is missing or null', () => {
    const optional = ['traceparent', 'tracestate', 'correlationid', 'data/sequence'];
    const paths = [
      ...Object.keys(documentOf(type)),
      ...Object.keys(documentOf(type)['data'] as Json).map((name) => `data/${name}`),
    ].filter((path) => !optional.includes(path));
    expect(paths.length).toBeGreaterThan(9);
    for (const path of paths) {
      for (const value of [undefined, null]) {
        const error = errorOfDocument(withValue(documentOf(type), path, value));
        expect(error.code).toBe('message-invalid');
        expect(error.violations.map(({ pointer }) => pointer)).toEqual([`#/${path}`]);
      }
    }
  });

  it('stays valid without its optional attributes, and with null for them, which is the same', () => {
    const without = (value: undefined | null): unknown => {
      const data = { ...(documentOf(type)['data'] as Json), sequence: value };
      const document = { ...documentOf(type), data, traceparent: value, tracestate: value, correlationid: value };
      return parseMessage(JSON.stringify(document));
    };
    expect(without(undefined)).toHaveProperty('type', type);
    expect(without(null)).toStrictEqual(without(undefined));
    expect(JSON.stringify(without(null))).not.toContain('null');
  });
});

describe('parseMessage', () => {
  const secret = 'TOP-SECRET-4111111111111111';

  it.each<[string, Json, string, unknown, string]>([
    ['another version of CloudEvents', accepted, 'specversion', '0.3', 'equals'],
    ['a number as version', accepted, 'specversion', 1, 'equals'],
    ['an id that is no text', accepted, 'id', 5, 'isString'],
    ['an empty id', accepted, 'id', '', 'isNotEmpty'],
    ['an id of 129 characters', accepted, 'id', 'x'.repeat(129), 'maxLength'],
    ['an id with a NUL', accepted, 'id', 'a\u0000b', 'matches'],
    ['an id with half a surrogate pair', accepted, 'id', 'a\ud83d', 'matches'],
    ['an empty source', accepted, 'source', '', 'isNotEmpty'],
    ['a source of 257 characters', accepted, 'source', 'x'.repeat(257), 'maxLength'],
    ['a source with a line break', accepted, 'source', 'a\nb', 'matches'],
    ['an empty subject', accepted, 'subject', '', 'isNotEmpty'],
    ['a subject of 129 characters', accepted, 'subject', 'x'.repeat(129), 'maxLength'],
    ['a local time', accepted, 'time', '2026-11-22T10:15:30+01:00', 'matches'],
    ['another content type', accepted, 'datacontenttype', 'application/xml', 'equals'],
    ['an empty schema', accepted, 'dataschema', '', 'isNotEmpty'],
    ['a schema of 257 characters', accepted, 'dataschema', 'x'.repeat(257), 'maxLength'],
    ['a traceparent in upper case', accepted, 'traceparent', `00-${'A'.repeat(32)}-${'b'.repeat(16)}-01`, 'matches'],
    ['a tracestate of 513 characters', accepted, 'tracestate', 'x'.repeat(513), 'maxLength'],
    ['a correlation id that is no text', accepted, 'correlationid', {}, 'isString'],
    ['a payment id in upper case', accepted, 'data/paymentId', '019400A0-5B3C-7D2E-8F10-2A4B6C8D0E1F', 'matches'],
    ['a policy number in lower case', accepted, 'data/policyNumber', 'pol-100001', 'matches'],
    ['a customer id with a space', accepted, 'data/customerId', 'CUST 1', 'matches'],
    ['a 13th month', accepted, 'data/billingPeriod', '2026-13', 'matches'],
    ['an unknown method', accepted, 'data/paymentMethodType', 'cash', 'isIn'],
    ['an unknown method that every object has', accepted, 'data/paymentMethodType', 'constructor', 'isIn'],
    ['an amount as number', accepted, 'data/amount/value', 4999, 'matches'],
    ['a currency in lower case', accepted, 'data/amount/currency', 'eur', 'matches'],
    ['a currency that is none', accepted, 'data/amount/currency', 'ABC', 'isISO4217CurrencyCode'],
    ['an amount as text', accepted, 'data/amount', '49.99 EUR', 'isObject'],
    ['an amount in an array', accepted, 'data/amount', [{ value: '1', currency: 'EUR' }], 'isObject'],
    ['an attempt of 0', delayed, 'data/attempt', 0, 'min'],
    ['an attempt and a half', delayed, 'data/attempt', 1.5, 'isInt'],
    ['an attempt as text', delayed, 'data/attempt', '2', 'isInt'],
    ['more attempts than an integer holds', delayed, 'data/attempt', 2_147_483_648, 'max'],
    ['a next attempt without a time', delayed, 'data/nextAttemptAt', '2026-11-22', 'matches'],
    ['a sequence of 0', delayed, 'data/sequence', 0, 'min'],
    ['a sequence as text', delayed, 'data/sequence', '7', 'isInt'],
    ['a sequence that no number holds exactly', parked, 'data/sequence', 2 ** 53, 'max'],
    ['no attempts at all', parked, 'data/attempts', -1, 'min'],
    ['attempts beyond all numbers', parked, 'data/attempts', 1e308, 'max'],
    ['a reason code in upper case', rejected, 'data/reason/code', 'Period', 'matches'],
    ['a reason of 501 characters', rejected, 'data/reason/detail', 'x'.repeat(501), 'maxLength'],
    ['a reason with a NUL', rejected, 'data/reason/detail', 'a\u0000', 'matches'],
    ['a reason as text', rejected, 'data/reason', 'because', 'isObject'],
    ['a detail of 501 characters beyond the BMP', rejected, 'data/reason/detail', '😀'.repeat(501), 'maxLength'],
    ['a detail of nothing but variation selectors', rejected, 'data/reason/detail', '\ufe0f'.repeat(501), 'maxLength'],
    ['a record without a zone', recorded, 'data/recordedAt', '2026-11-22T10:15:30', 'matches'],
  ])('names %s by pointer and rule', (_, document, path, value, rule) => {
    const error = errorOfDocument(withValue(document, path, value));
    expect(error.code).toBe('message-invalid');
    expect(error.violations).toEqual([
      { pointer: `#/${path}`, rule, detail: expect.stringMatching(/^must /) as string },
    ]);
    expect(error.message).toContain(`#/${path} must `);
  });

  it('names every broken rule of a document at once', () => {
    const document = withValue(withValue(accepted, 'time', 'yesterday'), 'data/amount', { value: '0', currency: 5 });
    const pointers = errorOfDocument(document).violations.map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['#/data/amount/currency', '#/data/amount/value', '#/time']);
  });

  it.each([
    ['an array', []],
    ['an array of valid data', [accepted['data']]],
    ['a text', 'x'],
    ['a number', 1],
    ['a boolean', true],
  ])('refuses %s as data', (_, data) => {
    const [violation, ...others] = errorOfDocument({ ...accepted, data }).violations;
    expect(violation).toEqual({ pointer: '#/data', rule: 'isObject', detail: 'must be an object' });
    expect(others).toEqual([]);
  });

  it.each(['1', '999999999999'])('takes an amount of %s minor units', (value) => {
    expect(parseMessage(JSON.stringify(withValue(accepted, 'data/amount/value', value)))).toHaveProperty(
      'data.amount.value',
      value,
    );
  });

  it.each(['0', '-1', '+1', '01', '1.0', '1e3', '1000000000000', '', ' 1', '1\n', '١'])(
    'refuses %j as an amount',
    (value) => {
      const error = errorOfDocument(withValue(accepted, 'data/amount/value', value));
      expect(error.violations).toHaveLength(1);
    },
  );

  it.each(['', 'not json', '{', '{"type":', '\u0000', '{"a":1}}', "{'a':1}"])('calls %j not JSON', (text) => {
    expect(errorOf(text)).toMatchObject({ code: 'message-unreadable', message: 'The message is not JSON.' });
  });

  it.each(['[]', 'null', '42', '1e999', '"text"', 'true'])('calls %s not an object', (text) => {
    expect(errorOf(text)).toMatchObject({
      code: 'message-unreadable',
      message: 'The message is not a JSON object.',
    });
  });

  it.each([[{}], [{ type: '' }], [{ type: 5 }], [{ type: null }], [{ type: ['payments.payment-accepted.v1'] }]])(
    'refuses %j for want of a type',
    (document) => {
      const error = errorOfDocument(document);
      expect(error.code).toBe('message-invalid');
      expect(error.violations).toMatchObject([{ pointer: '#/type', rule: 'isString' }]);
    },
  );

  it.each([
    [{ ...accepted, type: 'payments.payment-accepted.v9' }, 'payments.payment-accepted.v9'],
    [{ type: 'orders.order-placed.v1' }, 'orders.order-placed.v1'],
    [{ ...accepted, specversion: '2.0' }, 'payments.payment-accepted.v1'],
    [{ type: 'not a name' }, undefined],
    [{ type: 'card-4111-1111-1111-1111' }, undefined],
    [{}, undefined],
  ])('gives the type of a message that it cannot read, where that can be a name (%#)', (document, type) => {
    expect(errorOfDocument(document).messageType).toBe(type);
  });

  it('tells an unknown version of a known type, and which versions are known', () => {
    const error = errorOfDocument({ ...accepted, type: 'payments.payment-accepted.v9' });
    expect(error.code).toBe('message-version-unknown');
    expect(error.message).toContain('"payments.payment-accepted.v9"');
    expect(error.message).toContain('known: payments.payment-accepted.v1, payments.payment-accepted.v2.');
  });

  it.each(['payments.payment-cancelled.v1', 'constructor', '__proto__', 'toString', 'payments.payment-accepted'])(
    'tells %s apart as an unknown type or version',
    (type) => {
      const { code } = errorOfDocument({ ...accepted, type });
      expect(code).toBe(type === 'payments.payment-accepted' ? 'message-version-unknown' : 'message-type-unknown');
    },
  );

  it.each([secret + ' ', 'a\u0000', 'line\nbreak', 'x'.repeat(129), '\ud83d'])(
    'does not repeat a type that is not the name of one',
    (type) => {
      const error = errorOfDocument({ ...accepted, type });
      expect(error.code).toBe('message-type-unknown');
      expect(error.message).not.toContain(type);
      expect(error.message).toMatch(/^The message type is unknown; known: /);
    },
  );

  it('never tells the value of a bad property', () => {
    for (const path of ['id', 'time', 'traceparent', 'data', 'data/customerId', 'data/amount', 'data/amount/value']) {
      const error = errorOfDocument(withValue(accepted, path, { secret }));
      expect(JSON.stringify({ ...error, text: error.message, stack: error.stack, cause: error.cause })).not.toContain(
        secret,
      );
    }
    const unreadable = errorOf(`{"secret":"${secret}"`);
    expect(`${unreadable.message}${unreadable.stack ?? ''}`).not.toContain(secret);
    expect(unreadable.cause).toBeUndefined();
  });

  it('refuses a text that is too long without reading it', () => {
    const parse = jest.spyOn(JSON, 'parse');
    try {
      expect(errorOf('['.repeat(MAX_MESSAGE_LENGTH + 1)).code).toBe('message-too-large');
      expect(parse).not.toHaveBeenCalled();
      expect(errorOf(' '.repeat(MAX_MESSAGE_LENGTH)).code).toBe('message-unreadable');
      expect(parse).toHaveBeenCalledTimes(1);
    } finally {
      parse.mockRestore();
    }
  });

  it('survives 100,000 levels of nesting, at the top and in known and unknown properties', () => {
    const depth = 95_000;
    const nested = '['.repeat(depth) + ']'.repeat(depth);
    expect(errorOf('['.repeat(100_000)).code).toBe('message-unreadable');
    expect(errorOf(nested).code).toBe('message-unreadable');
    const text = JSON.stringify(accepted);
    expect(parseMessage(`{"unknown":${nested},${text.slice(1)}`).type).toBe(accepted['type']);
    expect(errorOf(text.replace('"EUR"', nested)).violations).toMatchObject([{ pointer: '#/data/amount/currency' }]);
    expect(errorOf(`${text.slice(0, -1)},"data":${nested}}`).violations).toMatchObject([{ pointer: '#/data' }]);
  });

  it('takes 500 characters beyond the BMP where 500 characters may be, as a JSON Schema does', () => {
    const document = withValue(rejected, 'data/reason/detail', '😀'.repeat(500));
    expect(parseMessage(JSON.stringify(document)).type).toBe(rejected['type']);
  });

  it('takes whole numbers however they are written, and none beyond what a number holds', () => {
    const text = JSON.stringify(delayed);
    const withAttempt = (written: string): string => text.replace('"attempt":2', `"attempt":${written}`);
    for (const written of ['2.0', '2e0', '0.2e1', '20E-1']) {
      expect(parseMessage(withAttempt(written))).toHaveProperty('data.attempt', 2);
    }
    for (const written of ['1e400', '-1e400', '9'.repeat(400), '-0', '0', '1e-400', '2.5']) {
      expect(errorOf(withAttempt(written)).violations).toMatchObject([{ pointer: '#/data/attempt' }]);
    }
    expect(errorOf(withAttempt('NaN')).code).toBe('message-unreadable');
  });

  it.each(['id', 'data/paymentId', 'data/amount/value', 'data/amount', 'unknown'])(
    'answers quickly to a text of 190,000 characters as %s, and does not repeat it',
    (path) => {
      const huge = 'a'.repeat(190_000);
      const text = JSON.stringify(withValue(accepted, path, huge));
      const { user } = process.cpuUsage();
      if (path === 'unknown') expect(parseMessage(text)).toEqual(parseMessage(JSON.stringify(accepted)));
      else expect(errorOf(text).message.length).toBeLessThan(300);
      expect((process.cpuUsage().user - user) / 1_000).toBeLessThan(200);
    },
  );

  it('takes neither prototype nor constructor from a message', () => {
    const poison = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
    const text = JSON.stringify(accepted)
      .replace('{', `{${poison},"unknown":{${poison}},`)
      .replace('"data":{', `"data":{${poison},`);
    const message = parseMessage(text);
    expect(message).toEqual(parseMessage(textOf('payments.payment-accepted.v1')));
    expect(Object.getPrototypeOf(message)).toBe(MESSAGE_CLASSES['payments.payment-accepted.v1'].prototype);
    expect(message.constructor).toBe(MESSAGE_CLASSES['payments.payment-accepted.v1']);
    expect({}).not.toHaveProperty('polluted');
  });

  it('does not take a required property from the prototype of the document', () => {
    const { id: _, ...rest } = accepted;
    const text = JSON.stringify(rest).replace('{', '{"__proto__":{"id":"inherited"},');
    expect(errorOf(text).violations).toMatchObject([{ pointer: '#/id' }]);
  });

  it('takes the last of two properties with one name, as JSON.parse does', () => {
    const text = JSON.stringify(accepted).replace('{', '{"id":5,');
    expect(parseMessage(text).id).toBe(accepted['id']);
  });

  it('does not look for card numbers: a customer id of sixteen digits is one', () => {
    const document = withValue(accepted, 'data/customerId', '4111111111111111');
    expect(parseMessage(JSON.stringify(document))).toHaveProperty('data.customerId', '4111111111111111');
  });

  it('works where a policy forbids to make code of strings', () => {
    const script = `
      try { new Function('1'); } catch { process.stdout.write('forbidden '); }
      const { parseMessage } = require('./libs/contracts/src/index.ts');
      process.stdout.write(parseMessage(process.argv[1]).type);
    `;
    const options = ['--disallow-code-generation-from-strings', '-r', './tools/build/swc-register.cjs', '-e', script];
    const cwd = join(__dirname, '../../../..');
    const output = execFileSync(process.execPath, [...options, JSON.stringify(accepted)], { cwd, encoding: 'utf8' });
    expect(output).toBe('forbidden payments.payment-accepted.v1');
  });

  it('throws nothing but a MessageError, whatever the text', () => {
    const document = fc.record(
      {
        type: fc.oneof(fc.constantFrom(...TYPES), fc.string({ unit: 'binary' }), fc.jsonValue()),
        id: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
        data: fc.oneof(fc.constant(accepted['data']), fc.jsonValue()),
        constructor: fc.jsonValue(),
        toString: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      document.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, (anything) => {
        try {
          parseMessage(anything);
        } catch (error) {
          if (!(error instanceof MessageError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses any value of the wrong form at any place, and never repeats it', () => {
    const paths = fc.constantFrom('id', 'source', 'time', 'subject', 'data', 'data/paymentId', 'data/amount/currency');
    const marked = fc.string().map((text) => `\u0001mark${text}mark`);
    const value = fc.oneof(
      marked,
      fc.array(marked, { minLength: 1 }),
      fc.dictionary(fc.constantFrom('a', 'b'), marked, { minKeys: 1 }),
    );
    fc.assert(
      fc.property(paths, value, (path, bad) => {
        const error = errorOfDocument(withValue(accepted, path, bad));
        expect(error.code).toBe('message-invalid');
        expect(error.violations[0]?.pointer.startsWith(`#/${path}`)).toBe(true);
        expect(error.message).not.toContain('mark');
        expect(JSON.stringify(error.violations)).not.toContain('mark');
      }),
    );
  });
});

describe('checkMessage', () => {
  it('gives a valid message back, the same object', () => {
    const message = parseMessage(textOf('sales.payment-recorded.v1'));
    expect(checkMessage(message)).toBe(message);
  });

  it('refuses an object that is no instance of a contract class', () => {
    const imitation = recorded as never;
    expect(() => checkMessage(imitation)).toThrow(MessageError);
  });
});

describe('isMessageType', () => {
  it('knows the types of the registry and no inherited names', () => {
    expect(TYPES.every(isMessageType)).toBe(true);
    expect(['constructor', 'hasOwnProperty', '__proto__', ''].some(isMessageType)).toBe(false);
  });
});
