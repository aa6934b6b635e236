import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { MaxCodePoints } from './max-code-points';

const MAX = 5;

class Note {
  @MaxCodePoints(MAX)
  readonly text!: unknown;
}

const isAccepted = (text: unknown): boolean => validateSync(Object.assign(new Note(), { text })).length === 0;

describe('MaxCodePoints', () => {
  it('counts code points, including variation selectors and unpaired surrogates', () => {
    const text = fc.array(fc.constantFrom('a', 'ü', '😀', '\ufe0f', '\ud83d', '\ude00'), { maxLength: 2 * MAX + 1 });
    fc.assert(
      fc.property(text, (characters) => {
        const joined = characters.join('');
        expect(isAccepted(joined)).toBe([...joined].length <= MAX);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([undefined, null, 5, {}, ['a']])('rejects %j, which is not text', (value) => {
    expect(isAccepted(value)).toBe(false);
  });

  it('names the maximum', () => {
    const [error] = validateSync(Object.assign(new Note(), { text: 'abcdef' }));
    expect(error?.constraints).toEqual({ maxLength: 'must be at most 5 characters' });
  });
});
