import { describe, expect, it } from 'vitest';
import { expositionProblems } from './exposition-problems.ts';
import type { Format } from './parse-exposition.ts';

const counter = `# HELP a_total A.
# TYPE a_total counter
a_total{x="1"} 1
a_total{x="2"} 2
`;

const histogram = `# HELP h_seconds H.
# TYPE h_seconds histogram
h_seconds_bucket{le="0.5"} 1
h_seconds_bucket{le="+Inf"} 2
h_seconds_sum 3.5
h_seconds_count 2
`;

const openMetrics = `# TYPE a counter
# HELP a A.
a_total{x="1"} 1
# TYPE h_seconds histogram
# UNIT h_seconds seconds
# HELP h_seconds H.
h_seconds_bucket{le="0.5"} 1 # {correlation_id="abc"} 0.2 1782907200.000
h_seconds_bucket{le="+Inf"} 2
h_seconds_sum 3.5
h_seconds_count 2
# EOF
`;

const whole: Readonly<Record<Format, string>> = { text: counter + histogram, openMetrics };

/** Problems of a good exposition after one change. */
const after = (format: Format, from: string | RegExp, to: string) => {
  const changed = whole[format].replace(from, to);
  expect(changed).not.toBe(whole[format]);
  return expositionProblems(changed, format);
};

describe('expositionProblems', () => {
  it.each(['text', 'openMetrics'] as const)('finds nothing wrong with good %s', (format) => {
    expect(expositionProblems(whole[format], format)).toEqual([]);
  });

  it.each<[string, Format, string | RegExp, string, RegExp]>([
    ['a series twice', 'text', '{x="2"} 2', '{x="1"} 2', /a_total\{x="1"\}: twice/],
    [
      'a series twice, labels turned round',
      'text',
      'a_total{x="1"} 1\na_total{x="2"} 2',
      'a_total{x="1",y="2"} 1\na_total{y="2",x="1"} 2',
      /twice/,
    ],
    ['a label twice', 'text', '{x="1"}', '{x="1",x="1"}', /label x twice/],
    ['buckets that are not cumulative', 'text', 'le="0.5"} 1', 'le="0.5"} 3', /not cumulative/],
    ['a missing bucket +Inf', 'text', 'h_seconds_bucket{le="+Inf"} 2\n', '', /no bucket \+Inf/],
    ['a count that is not that of +Inf', 'text', 'count 2', 'count 1', /_count is not that of \+Inf/],
    ['a missing count', 'text', 'h_seconds_count 2\n', '', /no _count/],
    ['a missing sum', 'text', 'h_seconds_sum 3.5\n', '', /no _sum/],
    ['bounds out of order', 'text', 'le="0.5"} 1', 'le="+Inf"} 1', /bounds do not ascend/],
    ['a bound in another form', 'text', 'le="0.5"', 'le="1"', /le is not written as a float/],
    ['a label value that is not escaped', 'text', '{x="1"}', '{x="a"b"}', /not well-formed/],
    ['an unknown escape', 'text', '{x="1"}', '{x="\\t"}', /not well-formed/],
    [
      'a HELP that is not escaped',
      'text',
      'HELP a_total A.',
      'HELP a_total \\d.',
      /HELP is not well escaped/,
    ],
    ['a name that is none', 'text', 'a_total{x="2"}', '2_total{x="2"}', /no metric name/],
    ['a label name that is none', 'text', '{x="2"}', '{x-y="2"}', /no label name/],
    ['a value that is none', 'text', '{x="2"} 2', '{x="2"} two', /no number/],
    ['something after a value', 'text', '{x="2"} 2', '{x="2"} 2 3 4', /something follows a sample/],
    ['a counter below nothing', 'text', '{x="2"} 2', '{x="2"} -2', /counts down/],
    ['a counter without _total', 'text', /a_total/g, 'a', /ends in _total/],
    ['a missing HELP', 'text', '# HELP a_total A.\n', '', /no HELP/],
    ['a missing TYPE', 'text', '# TYPE a_total counter\n', '', /no TYPE/],
    [
      'TYPE twice',
      'text',
      '# TYPE a_total counter\n',
      '# TYPE a_total counter\n# TYPE a_total counter\n',
      /TYPE twice/,
    ],
    ['an unknown type', 'text', 'total counter', 'total meter', /type meter is unknown/],
    [
      'a description after samples',
      'text',
      /(# HELP a_total A\.\n)([\s\S]*)(?=# HELP h)/,
      '$2$1',
      /HELP after its samples/,
    ],
    ['a sample of another type', 'text', 'h_seconds_sum', 'h_seconds_total', /is no sample of a histogram/],
    ['families that are not together', 'text', /(a_total\{x="2"\} 2\n)([\s\S]*)$/, '$2$1', /not together/],
    ['a last line that does not end', 'text', /\n$/, '', /does not end/],
    ['an exemplar in 0.0.4', 'text', 'le="0.5"} 1', 'le="0.5"} 1 # {t="1"} 0.1', /none of 0\.0\.4/],
    ['a missing EOF', 'openMetrics', '# EOF\n', '', /# EOF is missing/],
    ['something after EOF', 'openMetrics', '# EOF\n', '# EOF\n# EOF\n', /follows # EOF/],
    ['an empty line', 'openMetrics', '# TYPE h', '\n# TYPE h', /an empty line/],
    [
      'a unit that is not in the name',
      'openMetrics',
      'h_seconds seconds',
      'h_seconds dollars',
      /its unit dollars/,
    ],
    ['a counter’s sample without _total', 'openMetrics', 'a_total{', 'a{', /is no sample of a counter/],
    ['an exemplar outside its bucket', 'openMetrics', '} 0.2 ', '} 0.7 ', /not in its bucket/],
    ['an exemplar that is too long', 'openMetrics', '"abc"', `"${'x'.repeat(115)}"`, /too long/],
    ['an exemplar on a sum', 'openMetrics', 'sum 3.5', 'sum 3.5 # {t="1"} 1', /bucket or a counter only/],
    ['something after an exemplar', 'openMetrics', '0.2 1782907200.000', '0.2 1 2', /follows an exemplar/],
  ])('finds %s (%s)', (_, format, from, to, problem) => {
    const problems = after(format, from, to);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join('\n')).toMatch(problem);
  });
});
