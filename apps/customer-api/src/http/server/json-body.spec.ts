import fc from 'fast-check';
import { Problem } from '@decouple/platform';
import { parseJsonBody } from './json-body';

function problemOf(text: string): Problem {
  try {
    parseJsonBody(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('parseJsonBody', () => {
  it('reads whatever JSON.parse reads, as long as no property is repeated', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10, depthSize: 'small' }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('"__proto__"'));
        expect(parseJsonBody(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reads strings that hold quotes, braces, commas and backslashes', () => {
    const value = { 'a"b': '{"x":1,"x":2}', 'c\\': ['\\"', ',', '}{'] };
    expect(parseJsonBody(JSON.stringify(value, null, 2))).toEqual(value);
  });

  it('finds the one repeated property wherever it stands, and however the text is spaced', () => {
    const name = fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' });
    const object = fc.dictionary(name, fc.jsonValue({ maxDepth: 3 }), {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(object, fc.nat(), fc.constantFrom(undefined, 1, '\t'), (value, pick, space) => {
        const names = Object.keys(value);
        const repeated = names[pick % names.length]!;
        const text = JSON.stringify(value, null, space);
        fc.pre(!text.includes('"__proto__"'));
        const twice = `${text.slice(0, text.lastIndexOf('}'))},${JSON.stringify(repeated)} : {}}`;
        expect(problemOf(twice).facts.errors).toHaveLength(1);
      }),
    );
  });

  it.each([
    ['{"a":1,"a":1}', '#/a'],
    ['{"a":1,"b":{"c":1,"c":2}}', '#/b/c'],
    ['[{"x":0},{"y":1,"y":2}]', '#/1/y'],
    ['{"a":1,"\\u0061":2}', '#/a'],
    ['{"a/b":1,"a/b":2}', '#/a~1b'],
  ])('refuses the repeated property in %s', (text, pointer) => {
    expect(problemOf(text).facts).toMatchObject({ status: 400, code: 'malformed-body', errors: [{ pointer }] });
  });

  it('takes the same name in different objects for different properties', () => {
    expect(parseJsonBody('{"a":{"x":1},"b":{"x":2},"c":[{"x":3},{"x":4}]}')).toBeDefined();
  });

  it('refuses a property that would set a prototype', () => {
    const { facts } = problemOf('{"a":{"__proto__":{"admin":true}}}');
    expect(facts).toMatchObject({ status: 400, errors: [{ pointer: '#/a/__proto__' }] });
  });

  it('refuses deep nesting', () => {
    expect(problemOf(`${'['.repeat(17)}${']'.repeat(17)}`).facts.code).toBe('malformed-body');
    expect(parseJsonBody(`${'['.repeat(16)}${']'.repeat(16)}`)).toBeDefined();
  });

  it.each(['', '{', 'nope', '{"a":}', '{"a":1}x'])('refuses %j without quoting it', (text) => {
    const { facts } = problemOf(text);
    expect(facts).toMatchObject({ status: 400, code: 'malformed-body' });
    expect(facts.detail).not.toContain('nope');
  });
});
