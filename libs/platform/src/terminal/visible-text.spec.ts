import * as fc from 'fast-check';
import { visibleText } from './visible-text';

describe('visibleText', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['\u009b2J', '\\u009b2J'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['a\rb\bc\u007f', 'a\\u000db\\u0008c\\u007f'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['\u2028next', '\\u2028next'],
    ['half \ud83d', 'half \\ud83d'],
    ['tag \u{e0001}', 'tag \\udb40\\udc01'],
    ['NUL \u0000', 'NUL \\u0000'],
  ])('shows %j as %j', (text, shown) => expect(visibleText(text)).toBe(shown));

  it.each(['', 'plain', 'two\nlines\tand a tab', 'ünïcödé 漢字 😀', '┌─┐'])('leaves %j unchanged', (text) => {
    expect(visibleText(text)).toBe(text);
  });

  it('leaves no terminal control in the text, and keeps the meaning of JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value, undefined, 2);
        const text = visibleText(json);
        // eslint-disable-next-line no-control-regex -- these are what it is about
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        expect(JSON.parse(text)).toEqual(JSON.parse(json));
      }),
    );
  });
});
