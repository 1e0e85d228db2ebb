import { describe, expect, it } from 'vitest';
import { fileSizeProblems } from '../../../../tools/checks/house-rules/file-size.ts';

const lines = (count: number) => 'x\n'.repeat(count);

describe('fileSizeProblems', () => {
  it.each([
    ['lib/a.ts', 250],
    ['test/a.test.ts', 300],
  ])('lets %s have %i lines and no more', (path, limit) => {
    expect(fileSizeProblems({ path, text: lines(limit) })).toEqual([]);
    expect(fileSizeProblems({ path, text: lines(limit + 1) })).toEqual([
      { path, rule: 'file-size', advice: `${limit + 1} lines, at most ${limit}: split it by concept` },
    ]);
  });

  it('lets generated files have any size', () => {
    expect(fileSizeProblems({ path: 'client/src/generated/events.ts', text: lines(900) })).toEqual([]);
  });

  it('counts a last line that has no line break', () => {
    expect(fileSizeProblems({ path: 'lib/a.ts', text: `${lines(250)}x` })).toHaveLength(1);
  });
});
