import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpositionError, parseExposition } from '../../../../tools/slo/command/exposition-parser.ts';

const textOf = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('parseExposition', () => {
  it('reads names, labels and values, and leaves comments out', () => {
    const text = textOf(
      '# HELP slo_events_total Events judged.',
      '# TYPE slo_events_total counter',
      'slo_events_total{slo="availability",outcome="good"} 41',
      'slo_events_total{slo="availability",outcome="bad"} 1 1700000000000',
      '# a remark',
      '',
      'orders_pending 3',
    );
    expect(parseExposition(text)).toEqual([
      { name: 'slo_events_total', labels: { slo: 'availability', outcome: 'good' }, value: 41 },
      { name: 'slo_events_total', labels: { slo: 'availability', outcome: 'bad' }, value: 1 },
      { name: 'orders_pending', labels: {}, value: 3 },
    ]);
  });

  it('reads no sample from an empty text', () => {
    expect(parseExposition('')).toEqual([]);
  });

  it('reads every kind of number', () => {
    const values = ['1e3', '-0.5', '+2', '.5', '3.', '+Inf', '-Inf', 'Inf', 'NaN'];
    const text = textOf(...values.map((value, index) => `a${index} ${value}`));
    expect(parseExposition(text).map(({ value }) => value)).toEqual([
      1_000,
      -0.5,
      2,
      0.5,
      3,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
  });

  it('unescapes every label value', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
        expect(parseExposition(`a{b="${escaped}",} 1\n`)).toEqual([
          { name: 'a', labels: { b: value }, value: 1 },
        ]);
      }),
    );
  });

  it.each([
    [textOf('a 1', 'b'), 'line 2: cannot read "b"'],
    [textOf('1a 1'), 'line 1: cannot read "1a 1"'],
    [textOf('a one'), 'line 1: one is no number'],
    [textOf('a 0x10'), 'line 1: 0x10 is no number'],
    [textOf('a 1 1.5'), 'line 1: cannot read "a 1 1.5"'],
    [textOf('a{b=1} 1'), 'line 1: cannot read the labels {b=1}'],
    [textOf('a{b="1" c="2"} 1'), 'line 1: cannot read the labels {b="1" c="2"}'],
    [textOf('a{b="\\t"} 1'), 'line 1: cannot read the labels {b="\\t"}'],
    [textOf('a{b="1",b="2"} 1'), 'line 1: the label b is there twice'],
    [textOf('a{b="1",c="2"} 1', 'a{c="2",b="1"} 1'), 'line 2: the series a is there twice'],
    [textOf('# TYPE a counter', '# TYPE a counter'), 'line 2: TYPE of a is there twice'],
    [textOf('# HELP a x', '# HELP a y'), 'line 2: HELP of a is there twice'],
    [textOf('# TYPE a rate'), 'line 1: "rate" is no type'],
    [textOf('a 1', '# TYPE a gauge'), 'line 2: TYPE of a comes after its samples'],
    ['a 1', 'line 1: the last line does not end'],
  ])('refuses %j', (text, message) => {
    expect(() => parseExposition(text)).toThrow(ExpositionError);
    expect(() => parseExposition(text)).toThrow(message);
  });
});
