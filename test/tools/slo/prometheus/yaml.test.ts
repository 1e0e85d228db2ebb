import { describe, expect, it } from 'vitest';
import { yamlDocument } from '../../../../tools/slo/prometheus/yaml.ts';

describe('yamlDocument', () => {
  it('writes maps, lists and numbers in blocks, below its comment', () => {
    const document = yamlDocument('Generated.', {
      groups: [{ name: 'a', rules: [1, 2] }],
      none: [],
      empty: {},
    });
    expect(document).toBe(
      [
        '# Generated.',
        'groups:',
        '  - name: a',
        '    rules:',
        '      - 1',
        '      - 2',
        'none: []',
        'empty: {}',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['slo:objective:ratio', 'slo:objective:ratio'],
    ['docs/a.md', 'docs/a.md'],
    ['yes', '"yes"'],
    ['99.9', '"99.9"'],
    ['5m', '"5m"'],
    ['', '""'],
    ['a: b', '"a: b"'],
    ['up{job="a"}', `'up{job="a"}'`],
    [`it's "a"`, `"it's \\"a\\""`],
    ['{{ $value }}', '"{{ $value }}"'],
  ])('writes the text %j so that it stays one', (text, written) => {
    expect(yamlDocument('', { key: text })).toBe(`# \nkey: ${written}\n`);
  });

  it('keeps the lines of a text', () => {
    expect(yamlDocument('', { expr: 'a\n  or\nb' })).toBe('# \nexpr: |-\n  a\n    or\n  b\n');
  });

  it('omits undefined members', () => {
    expect(yamlDocument('', { a: undefined, b: true })).toBe('# \nb: true\n');
  });
});
