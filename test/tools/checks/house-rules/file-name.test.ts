import { describe, expect, it } from 'vitest';
import { fileNameProblems } from '../../../../tools/checks/house-rules/file-name.ts';

const rulesFor = (path: string) => fileNameProblems({ path, text: '' }).map(({ rule }) => rule);

describe('fileNameProblems', () => {
  it.each([
    'lib/utils.ts',
    'lib/app/helpers.ts',
    'common.mjs',
    'lib/types.ts',
    'lib/app/index.ts',
    'test/lib/utils.test.ts',
  ])('refuses %s', (path) => {
    expect(rulesFor(path)).toEqual(['file-name']);
  });

  it.each(['lib/domain/order.ts', 'lib/domain/customer-types.ts', 'lib/utils/order.ts'])(
    'accepts %s',
    (path) => {
      expect(rulesFor(path)).toEqual([]);
    },
  );
});
