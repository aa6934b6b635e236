import { OutputTail } from './output-tail';

describe('OutputTail', () => {
  it('joins the pieces of a line and tells each line once', () => {
    const lines: string[] = [];
    const tail = new OutputTail((line) => lines.push(line));
    for (const piece of ['one\ntw', 'o\r\nthr', 'ee']) tail.append(piece);
    expect(lines).toEqual(['one', 'two']);
    expect(tail.last(2)).toBe('two\nthree');
    tail.finish();
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('keeps the last 500 lines', () => {
    const tail = new OutputTail();
    for (let line = 1; line <= 600; line += 1) tail.append(`${line}\n`);
    expect(tail.last().split('\n')).toHaveLength(500);
    expect(tail.last(1)).toBe('600');
  });

  it('cuts a line without an end', () => {
    const tail = new OutputTail();
    for (let chunk = 0; chunk < 5; chunk += 1) tail.append('x'.repeat(10_000));
    expect(tail.last().length).toBeLessThanOrEqual(10_000);
  });
});
