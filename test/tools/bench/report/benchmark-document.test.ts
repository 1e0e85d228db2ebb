import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parts } from '../../../../tools/bench/options.ts';
import { replaceResults } from '../../../../tools/bench/report/benchmark-document.ts';
import { projectFile } from '../../../../tools/project.ts';

const document = 'a\n<!-- bench:cold -->\nold\n<!-- /bench:cold -->\nb\n';

describe('replaceResults', () => {
  it('replaces the results of a part repeatedly and leaves the rest', () => {
    const once = replaceResults(document, 'cold', 'new');
    expect(once).toBe('a\n<!-- bench:cold -->\n\nnew\n\n<!-- /bench:cold -->\nb\n');
    expect(replaceResults(once, 'cold', 'new')).toBe(once);
  });

  it('refuses a part that has no place', () => {
    expect(() => replaceResults(document, 'warm', 'new')).toThrow(/bench:warm/);
  });

  it.each(['targets', ...parts])('finds a place for %s in docs/benchmarks.md', async (part) => {
    const text = await readFile(projectFile('docs/benchmarks.md'), 'utf8');
    expect(replaceResults(text, part, 'results of a test')).toContain('results of a test');
  });
});
