import fc from 'fast-check';
import { csvFields, csvLine } from './csv-fields';

describe('csvFields', () => {
  it.each<[string, readonly string[]]>([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a ""b"" c"', ['a "b" c']],
    ['"",""', ['', '']],
    ['"""",x', ['"', 'x']],
    ['a,"b"', ['a', 'b']],
  ])('reads %s', (line, fields) => {
    expect(csvFields(line)).toEqual(fields);
  });

  it.each([
    ['a,"b', 'has no closing quote in field 2'],
    ['"a""', 'has no closing quote in field 1'],
    ['a,b"c"', 'has a quote in the middle of field 2'],
    ['"a"b,c', 'has text after the closing quote of field 1'],
  ])('reports the flaw of %s', (line, flaw) => {
    expect(csvFields(line)).toBe(flaw);
  });

  it('reads what csvLine writes', () => {
    const field = fc.string({ unit: fc.constantFrom('"', ',', 'a', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        expect(csvFields(csvLine(fields))).toEqual(fields);
      }),
    );
  });
});

describe('csvLine', () => {
  it('is one line, also of fields with line breaks', () => {
    expect(csvLine(['a\r\nb', 'c\n\nd'])).toBe('a b,c d');
  });
});
