import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeSummaries } from '../../../../tools/simulation/run/merge-summaries.ts';
import { createReport } from '../../../../tools/simulation/run/report.ts';
import { aResult } from '../../../builders/a-history-result.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'summaries-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Ten histories, no two of which are the same. */
const results = Array.from({ length: 10 }, (_, number) =>
  aResult({
    number,
    traceHash: `ffff000${number}`,
    commands: (number * 7) % 10,
    violations: number === 4 ? ['a unit is lost'] : [],
    settledAfterMs: number * 60_000,
    struck: [[`crash × before ${number % 3}`, number % 2]],
  }),
);

const summaryOfRange = (from: number, to: number, seed = '1', version = 'ab12cd34') => {
  const report = createReport();
  for (const result of results.slice(from, to)) report.add(result);
  return report.summary({ version, seed, from, cpuMs: (to - from) * 250, wallMs: (to - from) * 1_000 });
};

const written = (name: string, ...range: Parameters<typeof summaryOfRange>) => {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(summaryOfRange(...range)));
  return file;
};

describe('mergeSummaries', () => {
  it('makes of ranges, in any order, the summary of the whole run', () => {
    const files = [written('c', 7, 10), written('a', 0, 3), written('b', 3, 7)];
    expect(mergeSummaries(files)).toEqual(summaryOfRange(0, 10));
  });

  it.each([
    ['leave a history out', 4, '1', 'A range ends before history 3, and the next begins with 4.'],
    ['have a history twice', 2, '1', 'A range ends before history 3, and the next begins with 2.'],
    ['are of different seeds', 3, '2', 'The seeds 1 and 2 differ.'],
  ])('refuses ranges that %s', (_, from, seed, message) => {
    const files = [written('one', 0, 3), written('two', from, 10, seed)];
    expect(() => mergeSummaries(files)).toThrow(message);
  });

  it('refuses ranges of different sources', () => {
    const files = [written('one', 0, 3), written('two', 3, 10, '1', 'ab12cd34-dirty')];
    expect(() => mergeSummaries(files)).toThrow('The versions ab12cd34 and ab12cd34-dirty differ.');
  });

  it('names a file that is no summary', () => {
    const file = join(folder, 'none');
    writeFileSync(file, '{}');
    expect(() => mergeSummaries([file])).toThrow(`${file} is no summary`);
  });
});
