import { BoundedOutput } from './bounded-output';

/** A reader that takes a number of bytes, until it is given more room, and may leave. */
class Reader {
  text = '';
  room = 0;
  isGone = false;

  readonly take = (bytes: Buffer): number | undefined => {
    if (this.isGone) return undefined;
    const taken = bytes.subarray(0, this.room);
    this.room -= taken.length;
    this.text += taken.toString();
    return taken.length;
  };
}

describe('BoundedOutput', () => {
  let reader: Reader;
  let output: BoundedOutput;

  beforeEach(() => {
    reader = new Reader();
    output = new BoundedOutput(reader.take, 30);
    output.report = (lines: number) => output.write(`${lines} dropped\n`);
  });

  const write = (...lines: string[]): void => {
    for (const line of lines) output.write(`${line}\n`);
  };

  it('buffers what the reader does not accept, and writes it in order later', () => {
    write('one', 'two');
    reader.room = 2;
    output.flushSync();
    write('three');
    reader.room = 1_000;
    output.flushSync();

    expect(reader.text).toBe('one\ntwo\nthree\n');
    expect(output.isEmpty).toBe(true);
    expect(output.dropped).toBe(0);
  });

  it('drops and counts lines that do not fit, and reports them after the rest was written', () => {
    write('a'.repeat(19), 'b'.repeat(19), 'c');
    reader.room = 1_000;
    output.flushSync();
    write('d');
    output.flushSync();

    expect(reader.text).toBe(`${'a'.repeat(19)}\n2 dropped\nd\n`);
    expect(output.dropped).toBe(2);
  });

  it('reports a gap only after everything before it was written', () => {
    write('a'.repeat(19), 'b'.repeat(19));
    reader.room = 10;
    output.flushSync();
    write('c');

    expect(reader.text).toBe('a'.repeat(10));
    expect(output.dropped).toBe(2);
    reader.room = 1_000;
    output.flushSync();
    output.flushSync();
    expect(reader.text).toBe(`${'a'.repeat(19)}\n2 dropped\n`);
  });

  it('counts the lines that a reader that is gone has not accepted, and keeps none', () => {
    write('one', 'two');
    reader.isGone = true;
    output.flushSync();
    write('three');
    output.flushSync();

    expect(output.isEmpty).toBe(true);
    expect(output.dropped).toBe(3);
  });
});
