import { parseExposition, valueOf } from './exposition';

const COUNTER = '# HELP a_total Help.\n# TYPE a_total counter\n';
const HISTOGRAM = '# HELP h Help.\n# TYPE h histogram\n';

describe('parseExposition', () => {
  it('reads families with their samples', () => {
    const text = `${COUNTER}a_total{b="x,\\"y\\"",c="\\n\\\\n"} 1e3\na_total{b="z"} +Inf\n\n# HELP e Empty.\n# TYPE e gauge\n`;
    const exposition = parseExposition(text);

    expect([...exposition.keys()]).toEqual(['a_total', 'e']);
    expect(exposition.get('a_total')).toEqual({
      help: 'Help.',
      type: 'counter',
      samples: [
        { name: 'a_total', labels: { b: 'x,"y"', c: '\n\\n' }, value: 1_000 },
        { name: 'a_total', labels: { b: 'z' }, value: Number.POSITIVE_INFINITY },
      ],
    });
    expect(valueOf(exposition, 'a_total', { c: '\n\\n' })).toBe(1_000);
    expect([valueOf(exposition, 'e'), valueOf(exposition, 'nowhere')]).toEqual([undefined, undefined]);
  });

  it.each([
    ['a line that does not end', `${COUNTER}a_total 1`, 'does not end'],
    ['a type without help', '# TYPE a_total counter\na_total 1\n', 'no help'],
    ['a family that is there twice', `${COUNTER}${COUNTER}`, 'twice'],
    ['a sample of another family', `${COUNTER}b_total 1\n`, 'does not belong'],
    ['a sample without a family', 'b_total 1\n', 'does not belong'],
    ['a value that is no number', `${COUNTER}a_total one\n`, 'Not a sample'],
    ['labels that do not end', `${COUNTER}a_total{b="x} 1\n`, 'Bad labels'],
    ['a label without quotes', `${COUNTER}a_total{b=x} 1\n`, 'Bad labels'],
    ['a label that is there twice', `${COUNTER}a_total{b="x",b="y"} 1\n`, 'twice'],
    ['a series that is there twice', `${COUNTER}a_total{b="x"} 1\na_total{b="x"} 2\n`, 'series twice'],
    ['a counter that is not called so', '# HELP a Help.\n# TYPE a counter\na 1\n', '_total'],
    ['a counter below zero', `${COUNTER}a_total -1\n`, 'below zero'],
    ['a histogram without sum', `${HISTOGRAM}h_bucket{le="+Inf"} 1\nh_count 1\n`, 'sum or count'],
    ['a histogram without +Inf', `${HISTOGRAM}h_bucket{le="1"} 1\nh_sum 1\nh_count 1\n`, '+Inf'],
    [
      'bounds that do not ascend',
      `${HISTOGRAM}h_bucket{le="2"} 1\nh_bucket{le="1"} 1\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n`,
      'ascend',
    ],
    [
      'buckets that are not cumulated',
      `${HISTOGRAM}h_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n`,
      'cumulated',
    ],
    ['a count that differs', `${HISTOGRAM}h_bucket{le="+Inf"} 1\nh_sum 1\nh_count 2\n`, 'last bucket'],
  ])('refuses %s', (_, text, problem) => {
    expect(() => parseExposition(text)).toThrow(problem);
  });
});
