import fc from 'fast-check';
import { type Line, linesOf } from './lines';

async function read(...chunks: readonly (string | Buffer)[]): Promise<Line[]> {
  const source = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  };
  const lines: Line[] = [];
  for await (const line of linesOf(source())) lines.push(line);
  return lines;
}
const texts = (lines: readonly Line[]) => lines.map(({ text }) => text);

describe('linesOf', () => {
  it('numbers the lines from 1, whatever ends them', async () => {
    expect(await read('a\nb\r\n\nc')).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
      { number: 3, text: '' },
      { number: 4, text: 'c' },
    ]);
  });

  it('has no line behind the last line break, and none in an empty file', async () => {
    expect(texts(await read('a\n'))).toEqual(['a']);
    expect(await read()).toEqual([]);
  });

  it('reads the same in chunks of any size, characters of several bytes included', async () => {
    const text = fc.array(
      fc.string({ unit: 'binary', maxLength: 20 }).map((line) => line.replaceAll(/[\r\n\uFEFF]/g, '')),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect(texts(await read(...chunks))).toEqual(lines);
      }),
    );
  });

  it('drops a byte order mark', async () => {
    expect(texts(await read('\uFEFFa\nb'))).toEqual(['a', 'b']);
  });

  it('reports a line that is not UTF-8 and continues', async () => {
    expect(await read(Buffer.from([0x61, 0xff, 0x0a]), 'b')).toEqual([
      { number: 1, flaw: 'is not UTF-8' },
      { number: 2, text: 'b' },
    ]);
  });

  it.each([[['x'.repeat(70_000), '\nb\n']], [[...Array.from({ length: 20 }, () => 'x'.repeat(9_000)), '\nb']]])(
    'reports a line that is too long, drops it, and continues',
    async (chunks) => {
      expect(await read(...chunks)).toEqual([
        { number: 1, flaw: 'is longer than 64 KB' },
        { number: 2, text: 'b' },
      ]);
    },
  );

  it('reports a last line that is too long', async () => {
    expect(await read('x'.repeat(70_000))).toEqual([{ number: 1, flaw: 'is longer than 64 KB' }]);
  });
});
