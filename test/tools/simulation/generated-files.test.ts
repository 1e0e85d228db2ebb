import { describe, expect, it } from 'vitest';
import { betweenMarks } from '../../../tools/simulation/generated-files.ts';

const page = (block: string) => `before\n<!-- simulation:begin -->${block}<!-- simulation:end -->\nafter\n`;

describe('a page with the recorded run', () => {
  it('gets the figures between its marks, and stays unchanged around them', () => {
    expect(betweenMarks(page('\nold\n'), 'new')).toBe(page('\n\nnew\n\n'));
  });

  it('stays the same when it is generated again', () => {
    const once = betweenMarks(page(''), 'new');
    expect(betweenMarks(once, 'new')).toBe(once);
  });

  it.each(['no marks', '<!-- simulation:end --> <!-- simulation:begin -->'])(
    'is refused with marks such as: %s',
    (text) => {
      expect(() => betweenMarks(text, 'new')).toThrow('<!-- simulation:begin -->');
    },
  );
});
