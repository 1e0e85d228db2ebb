import { describe, expect, it } from 'vitest';
import {
  duplicateBaseNames,
  importReach,
  lineCount,
} from '../../../../tools/checks/figures/source-figures.ts';

describe('importReach', () => {
  it('follows imports of values and of types, re-exports and dynamic imports, each file once', () => {
    const files = [
      {
        path: 'functions/f.ts',
        text: `import { a } from '../lib/a.ts';\nimport type { B } from '../lib/b/b.ts';`,
      },
      { path: 'lib/a.ts', text: `export { c } from './b/c.ts';\nimport './b/b.ts';` },
      { path: 'lib/b/b.ts', text: `const later = import('./d.ts');` },
      { path: 'lib/b/c.ts', text: `import * as z from 'zod';\nimport { a } from '../a.ts';` },
      { path: 'lib/b/d.ts', text: '' },
      { path: 'lib/other.ts', text: '' },
    ];
    expect(importReach('functions/f.ts', files).toSorted()).toEqual([
      'functions/f.ts',
      'lib/a.ts',
      'lib/b/b.ts',
      'lib/b/c.ts',
      'lib/b/d.ts',
    ]);
  });
});

describe('lineCount', () => {
  it.each([
    ['a\nb\n', 2],
    ['a\nb', 2],
  ])('of %j is %i', (text, lines) => {
    expect(lineCount({ path: 'a.ts', text })).toBe(lines);
  });
});

describe('duplicateBaseNames', () => {
  it('lists the paths that share a base name', () => {
    const paths = ['lib/a/x.ts', 'lib/b/x.ts', 'lib/b/y.ts'];
    expect(duplicateBaseNames(paths)).toEqual(new Map([['x.ts', ['lib/a/x.ts', 'lib/b/x.ts']]]));
  });
});
