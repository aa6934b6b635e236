import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { MaxCodePoints } from './max-code-points';

const MOST = 5;

class Note {
  @MaxCodePoints(MOST)
  readonly text!: unknown;
}

const isTaken = (text: unknown): boolean => validateSync(Object.assign(new Note(), { text })).length === 0;

describe('MaxCodePoints', () => {
  it('counts code points: no half characters, and no character that is not counted', () => {
    const text = fc.array(fc.constantFrom('a', 'ü', '😀', '\ufe0f', '\ud83d', '\ude00'), { maxLength: 2 * MOST + 1 });
    fc.assert(
      fc.property(text, (characters) => {
        const joined = characters.join('');
        expect(isTaken(joined)).toBe([...joined].length <= MOST);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([undefined, null, 5, {}, ['a']])('refuses %j, which is no text', (value) => {
    expect(isTaken(value)).toBe(false);
  });

  it('says how many it takes', () => {
    const [error] = validateSync(Object.assign(new Note(), { text: 'abcdef' }));
    expect(error?.constraints).toEqual({ maxLength: 'must be at most 5 characters' });
  });
});
